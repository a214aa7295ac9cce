import { representative } from '../text/equivalents.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Word, wordsOf } from '../text/words.ts';

/** Letters that a source uses for a longer name: `CHD` for "coronary heart disease". */
export interface Abbreviation {
  short: string;
  /** The name as it is written where it is introduced. */
  long: string;
  /** The terms of the name. */
  terms: readonly string[];
}

const INTRODUCED = /\(\s*["“]?(?<short>\p{Lu}[\p{L}\d&-]{1,9})["”]?\s*\)/gu;
const FEWEST_WORDS = 2;

/** The abbreviations that a text introduces in brackets, after a name whose words begin with the letters. */
export function abbreviationsIn(text: string): Abbreviation[] {
  return [...text.matchAll(INTRODUCED)].flatMap(({ index, groups }) => {
    const short = groups?.short ?? '';
    const letters = short.replace(/[^\p{Lu}]/gu, '').toLowerCase();
    const line = text.slice(0, index);
    const sentence = line.slice(Math.max(0, line.length - 160));
    const name = letters.length < 2 ? [] : spelling(wordsOf(sentence), letters);
    if (name.length < FEWEST_WORDS) return [];
    const long = sentence.slice(name[0]?.start, name.at(-1)?.end);
    const terms = name.filter(({ lower }) => !isStopWord(lower)).map(({ stem }) => representative(stem));
    return /[.;:!?]\s/.test(long) || terms.length < FEWEST_WORDS ? [] : [{ short, long, terms }];
  });
}

/** The last words whose first letters are those; little words may stand between. */
function spelling(words: readonly Word[], letters: string): readonly Word[] {
  let at = words.length - 1;
  for (let letter = letters.length - 1; letter >= 0; letter -= 1) {
    while (at >= 0 && !words[at]?.lower.startsWith(letters[letter] ?? '') && isStopWord(words[at]?.lower ?? ''))
      at -= 1;
    if (at < 0 || !words[at]?.lower.startsWith(letters[letter] ?? '')) return [];
    at -= 1;
  }
  return words.slice(at + 1);
}

/** The abbreviations of some texts that stand for one name only. */
export function knownAbbreviations(texts: readonly string[]): Abbreviation[] {
  const found = texts.flatMap((text) => abbreviationsIn(text));
  const isOne = ({ short, terms }: Abbreviation): boolean =>
    found.every((other) => other.short !== short || other.terms.join(' ') === terms.join(' '));
  return [...new Map(found.filter(isOne).map((one) => [one.short, one])).values()];
}

/** What a text's letters and names stand for, as terms: of "CHD" those of the name, of the name that of the letters. */
export function termsMeant(text: string, known: readonly Abbreviation[]): string[] {
  return known.flatMap(({ short, long, terms }) => [
    ...(holdsShort(text, short) ? terms : []),
    ...(text.toLowerCase().includes(long.toLowerCase()) ? shortTerms(short) : []),
  ]);
}

/** A question with letters for names, and with names for letters; none where it holds nothing of either. */
export function otherSpellings(question: string, known: readonly Abbreviation[]): string[] {
  return known.flatMap(({ short, long }) => {
    const at = question.toLowerCase().indexOf(long.toLowerCase());
    if (at !== -1) return [`${question.slice(0, at)}${short}${question.slice(at + long.length)}`];
    return holdsShort(question, short) ? [question.replace(form(short), long)] : [];
  });
}

/** Whether a text speaks of something that has letters of its own, and not of the one that a question names: of kidneys where hearts are asked about. */
export function speaksOfAnother(question: string, text: string, known: readonly Abbreviation[]): boolean {
  const holds = (where: string, { short, long }: Abbreviation): boolean =>
    holdsShort(where, short) || where.toLowerCase().includes(long.toLowerCase());
  const wanted = known.filter((one) => holds(question, one));
  return (
    wanted.length > 0 &&
    !wanted.every((one) => holds(text, one)) &&
    known.some((one) => !wanted.includes(one) && holds(text, one))
  );
}

const shortTerms = (short: string): string[] => wordsOf(short).map(({ stem }) => representative(stem));

function form(short: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])${short.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'u');
}

function holdsShort(text: string, short: string): boolean {
  return form(short).test(text);
}
