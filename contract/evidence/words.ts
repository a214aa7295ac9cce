import { stemmer } from 'stemmer';
import { remembered } from './remembered.ts';
import { currencyNamed, unitNamed } from './units.ts';
import { commonForm, isFunctionWord } from './word-forms.ts';

/** A word, number or sign of a text, and what it is compared by. */
export interface Token {
  text: string;
  lower: string;
  /** Stem, one for all forms of a verb; a token with a digit keeps all its characters. */
  stem: string;
  /** Offset of its first character in UTF-16 units. */
  start: number;
  end: number;
}

/** Units of several words and money with its country are one token each, so that `per cent` is `%` and `US dollars` are `$`. */
const TOKEN =
  /(?:%|(?<![\p{L}\p{N}])per[ -]?cent(?:age)?)[ \u00a0-]points?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])per[ -]cent(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])U\.?S\.?(?: dollars?(?![\p{L}\p{N}])|\$)|[$€£¥%]|[\p{L}\p{N}]+(?:(?:[.,:](?=\p{N})|[-_/'’](?=[\p{L}\p{N}]))[\p{L}\p{N}]+)*/gu;
const HAS_DIGIT = /\p{N}/u;
/** A number with a word behind its hyphen is two words, `12-month`; a name that holds a number is one, `gpt-5.5`. */
const COUNTED = /^\d+(?:[.,]\d+)*-\p{L}/u;
/** A number with its unit right behind it is two words, `12km`; units of one letter are left, for `1990s` and `5m` may mean else. */
const MEASURED = /^(\d+(?:[.,]\d+)*)(\p{L}{2,4})$/u;

const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

/** What all spellings of a unit share: of a currency, of percent, or of a measure that is spelt with more than one letter. */
function unitStem(lower: string): string | null {
  const currency = currencyNamed(lower);
  if (currency !== null) return currency;
  if (/points?$/.test(lower) && lower.length > 6) return unitNamed('pp')?.name ?? null;
  const unit = lower.length > 1 || lower === '%' ? unitNamed(lower.replace(' ', '-')) : null;
  return unit === null ? null : commonForm(stemmer(unit.name));
}

/** What all forms of a word share. */
export function stemOf(lower: string): string {
  const known = stems.get(lower);
  if (known !== undefined) return known;
  const bare = lower.replace(/['’]s?$/, '');
  const stem = HAS_DIGIT.test(bare) ? bare : (unitStem(bare) ?? commonForm(stemmer(bare)));
  if (stems.size >= MOST_STEMS) stems.clear();
  stems.set(lower, stem);
  return stem;
}

function tokenAt(text: string, start: number): Token {
  const lower = text.normalize('NFKC').toLowerCase();
  return { text, lower, stem: stemOf(lower), start, end: start + text.length };
}

function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: whole, index } of text.matchAll(TOKEN)) {
    const [, digits = '', unit = ''] = MEASURED.exec(whole) ?? [];
    if (digits !== '' && unitNamed(unit) !== null)
      tokens.push(tokenAt(digits, index), tokenAt(unit, index + digits.length));
    else if ((HAS_DIGIT.test(whole) && !COUNTED.test(whole)) || unitStem(whole.toLowerCase()) !== null)
      tokens.push(tokenAt(whole, index));
    else for (const part of whole.matchAll(/[^-_/]+/g)) tokens.push(tokenAt(part[0], index + part.index));
  }
  return tokens;
}

/** The tokens of a text in order. Compounds without a digit (`schema-valid`, `output_tokens`) are taken apart. */
export const tokensOf: (text: string) => readonly Token[] = remembered(readTokens);

/** The tokens that say what a text is about: words that only build sentences are left out. */
export function contentOf(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ lower }) => !isFunctionWord(lower));
}

/** The stems of a text, for looking words up in it. */
export function stemSet(...texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => tokensOf(text).map(({ stem }) => stem)));
}
