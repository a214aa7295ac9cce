import { stemmer } from 'stemmer';
import { representative } from './equivalents.ts';
import { repaired } from './lost-ligatures.ts';
import { isStopWord } from './stop-words.ts';

/** A word of a text: `stem` is what words are compared by; one with a digit (gpt-5.4, p95, 2026-10) keeps all its characters. */
export interface Word {
  /** As written. */
  text: string;
  lower: string;
  stem: string;
  /** Offset of its first character in UTF-16 units. */
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}]+(?:(?:[.,:](?=\p{N})|[-_'’])[\p{L}\p{N}]+)*/gu;

/** The words of a text in order. Compounds without a digit (schema-valid, output_tokens) are taken apart. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const whole = match[0];
    if (/\p{N}/u.test(whole)) words.push(wordAt(whole, match.index));
    else for (const part of whole.matchAll(/[^-_]+/g)) words.push(wordAt(part[0], match.index + part.index));
  }
  return words;
}

function wordAt(text: string, start: number): Word {
  const lower = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s?$/, '');
  const stem = /\p{N}/u.test(lower) ? lower : stemmer(repaired(lower));
  return { text, lower, stem, start, end: start + text.length };
}

/** The distinct terms that a text is about: stems of its words without stop words, in order of appearance. */
export function termsOf(text: string): string[] {
  const content = wordsOf(text).filter((word) => !isStopWord(word.lower));
  return [...new Set(content.map((word) => representative(word.stem)))];
}

/** Text as one line: runs of white space become one space. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Cuts a line at a word's end so that it has at most so many characters. */
export function cutLine(text: string, length: number): string {
  const line = oneLine(text);
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > length / 2 ? space : undefined).trimEnd()}…`;
}
