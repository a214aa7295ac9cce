import { stemmer } from 'stemmer';
import { remembered } from './remembered.ts';
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

const TOKEN = /[$€£¥%]|[\p{L}\p{N}]+(?:(?:[.,:](?=\p{N})|[-_/'’](?=[\p{L}\p{N}]))[\p{L}\p{N}]+)*/gu;
const HAS_DIGIT = /\p{N}/u;
/** A number with a word behind its hyphen is two words, `12-month`; a name that holds a number is one, `gpt-5.5`. */
const COUNTED = /^\d+(?:[.,]\d+)*-\p{L}/u;

const stems = new Map<string, string>();
const MOST_STEMS = 50_000;

/** What all forms of a word share. */
export function stemOf(lower: string): string {
  const known = stems.get(lower);
  if (known !== undefined) return known;
  const bare = lower.replace(/['’]s?$/, '');
  const stem = HAS_DIGIT.test(bare) ? bare : commonForm(stemmer(bare));
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
    if (HAS_DIGIT.test(whole) && !COUNTED.test(whole)) tokens.push(tokenAt(whole, index));
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
