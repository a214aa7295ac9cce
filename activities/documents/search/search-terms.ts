import { stemmer } from 'stemmer';

/*
 * What a text is searched by. Passages and queries are cut by the same rules, so that they meet:
 * words without case and accents, English ones by their stem; numbers without signs of grouping; a compound (`gpt-5.5`, `schema-valid`,
 * `requestHash`) as a whole and by its parts; scripts that put no space between words by pairs of neighbouring signs.
 */

const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.,:/'’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const UNSPACED_RUN = new RegExp(`[${UNSPACED}][${UNSPACED}\\p{M}ー]*`, 'gu');
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
const ASCII = /^[\p{ASCII}]*$/u;
const PLAIN = /^[a-z]+$/;
/** Letters that no Unicode decomposition takes apart. */
const FOLDED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };
/** Longer words are no words: encoded data. */
const LONGEST = 64;
const SHORTEST_DAMAGED = 6;
/** Stems of real words that such a loss would give: of "coffin", "unfit", "refine", "reflate". */
const OTHER_WORDS = new Set(['coin', 'unit', 'rein', 'relat', 'rile', 'still', 'main', 'delat']);
const MOST_CACHED = 200_000;

const stems = new Map<string, string>();

/** The words of a text as they are written. */
export function writtenWords(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => word);
}

/** The terms of a text in order; of a compound first its parts, then the whole. */
export function searchTerms(text: string): string[] {
  const terms: string[] = [];
  for (const [written] of text.matchAll(WORD)) {
    if (PLAIN.test(written)) {
      if (written.length <= LONGEST) terms.push(stemOf(written));
    } else if (HAS_UNSPACED.test(written)) addUnspaced(written, terms);
    else addWord(written, terms);
  }
  return terms;
}

/** What a word's terms are in a PDF that lost the signs for fi, fl, ff and ffi: "deined" for "defined". None at a word's beginning, where others come of it. */
export function damagedTerms(word: string): string[] {
  const lower = word.toLowerCase();
  if (lower.length < SHORTEST_DAMAGED || !PLAIN.test(lower) || !/.f[fil]/.test(lower)) return [];
  const forms = [lower.replace(/(?<=.)ff?([il])/g, '$1'), lower.replace(/(?<=.)ff/g, 'f')];
  const own = stemOf(lower);
  return [...new Set(forms.map(stemOf))].filter((stem) => stem !== own && !OTHER_WORDS.has(stem));
}

function addWord(written: string, terms: string[]): void {
  const parts = written.replace(/['’]s?(?![\p{L}])/gu, '').split(/[-_/:'’]/);
  const whole: string[] = [];
  for (const part of parts) {
    const number = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(part) ? part.replaceAll(',', '') : part;
    // Commas and dots join the digits of a number or version; between words they only lack a space.
    for (const piece of /^\d[\d.,]*\p{L}{0,3}$/u.test(number) ? [number] : number.split(/[.,]/)) {
      const pieces = piece.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').split(' ');
      for (const one of pieces) addTerm(folded(one), terms);
      if (pieces.length > 1) addTerm(folded(piece), terms);
      whole.push(folded(piece));
    }
  }
  if (whole.length > 1) addTerm(whole.some((one) => /\p{N}/u.test(one)) ? whole.join('-') : whole.join(''), terms);
}

function addTerm(term: string, terms: string[]): void {
  if (term !== '' && term.length <= LONGEST) terms.push(PLAIN.test(term) ? stemOf(term) : term);
}

function addUnspaced(written: string, terms: string[]): void {
  let from = 0;
  for (const match of written.matchAll(UNSPACED_RUN)) {
    if (match.index > from) addWord(written.slice(from, match.index), terms);
    const signs = [...match[0].normalize('NFKC')];
    if (signs.length === 1) terms.push(match[0].normalize('NFKC'));
    for (let at = 1; at < signs.length; at += 1) terms.push(`${signs[at - 1]}${signs[at]}`);
    from = match.index + match[0].length;
  }
  if (from < written.length) addWord(written.slice(from), terms);
}

/** Without case and accents. */
function folded(word: string): string {
  const lower = word.toLowerCase();
  if (ASCII.test(lower)) return lower;
  const bare = lower.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  return bare.replace(/[ßæœøłđıς]/g, (letter) => FOLDED[letter] ?? letter).normalize('NFC');
}

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_CACHED) stems.clear();
  const stem = word.length > 2 ? stemmer(word) : word;
  stems.set(word, stem);
  return stem;
}
