import { type Value, valuesOf } from '../text/values.ts';
import { termsOf, type Word, wordsOf } from '../text/words.ts';
import type { FoundSentence } from './found-sentences.ts';

/** Two or more sentences of different sources that give different values for the same thing. */
export interface FoundConflict {
  /** The words that the sentences share. */
  about: string;
  sides: readonly FoundSentence[];
  /** Terms that the sides share. */
  shared: ReadonlySet<string>;
}

/** A part of a sentence that says one thing, with its values. */
interface Clause {
  sentence: FoundSentence;
  text: string;
  terms: ReadonlySet<string>;
  /** Words with digits and capitals: two clauses that differ in one are about different things. */
  names: ReadonlySet<string>;
  values: readonly Value[];
}

const CLAUSE_END = /(?:[,;:]\s+(?:(?:and|so|but|while|which|as|because|although)\s+)?|\s+[–—]\s+)/;
const SHARED_SHARE = 0.75;
const SHARED_TERMS = 2;

/** Finds sentences of different sources that say the same of something with another number or date. Each pair of sources once. */
export function conflictsAmong(sentences: readonly FoundSentence[]): FoundConflict[] {
  const clauses = sentences.flatMap(clausesOf);
  const found = new Map<string, FoundConflict>();
  for (const [at, a] of clauses.entries())
    for (const b of clauses.slice(at + 1)) {
      const shared = sharedWhenDisagreeing(a, b);
      if (shared === null) continue;
      const about = commonWords(a.text, b.text, new Set([...a.terms].filter((term) => b.terms.has(term))));
      const before = found.get(about);
      const sides = [...new Set([...(before?.sides ?? []), a.sentence, b.sentence])];
      found.set(about, { about, sides, shared });
    }
  return [...found.values()];
}

function clausesOf(sentence: FoundSentence): Clause[] {
  const parts = sentence.text.split(CLAUSE_END).flatMap((part) => part.split(/\s+that\s+(?=the\b)/));
  return parts.flatMap((text) => {
    const values = valuesOf(text);
    if (values.length === 0) return [];
    // The unit after a number is a word of the clause, a month's name is part of its date.
    const isValue = (word: Word): boolean =>
      values.some(
        (value) =>
          word.start < value.end && value.start < word.end && (value.kind === 'date' || /^\W*\d/.test(word.text)),
      );
    const words = wordsOf(text).filter((word) => !isValue(word) && word.end > word.start);
    const names = words.filter((word, index) => /\d/.test(word.text) || (index > 0 && /^\p{Lu}/u.test(word.text)));
    const terms = new Set(termsOf(words.map((word) => word.text).join(' ')));
    return [{ sentence, text, terms, names: new Set(names.map((word) => word.lower)), values }];
  });
}

/** The terms that two clauses share where they disagree; null where they do not speak of the same thing or agree. */
function sharedWhenDisagreeing(a: Clause, b: Clause): ReadonlySet<string> | null {
  if (a.sentence.sourceId === b.sentence.sourceId) return null;
  if (a.names.size !== b.names.size || [...a.names].some((name) => !b.names.has(name))) return null;
  const units = new Set([...a.values, ...b.values].map((value) => value.unit));
  const shared = new Set([...a.terms].filter((term) => b.terms.has(term) && !units.has(term)));
  const smaller = Math.min(...[a, b].map((one) => [...one.terms].filter((term) => !units.has(term)).length));
  if (shared.size < SHARED_TERMS || shared.size / smaller < SHARED_SHARE) return null;
  return valuesDisagree(a.values, b.values) ? shared : null;
}

/** Whether two clauses each give one value of a kind and unit, and not the same. */
function valuesDisagree(a: readonly Value[], b: readonly Value[]): boolean {
  const key = (value: Value): string => `${value.kind} ${value.unit}`;
  return [...new Set(a.map(key))].some((kind) => {
    const left = a.filter((value) => key(value) === kind);
    const right = b.filter((value) => key(value) === kind);
    if (left.length !== 1 || right.length !== 1) return false;
    return left[0]?.value !== right[0]?.value;
  });
}

/** The longest run of words that two clauses share, from its first shared term to its last. */
function commonWords(a: string, b: string, shared: ReadonlySet<string>): string {
  const words = wordsOf(a);
  const other = ` ${wordsOf(b)
    .map((word) => word.lower)
    .join(' ')} `;
  const isTerm = (word: Word | undefined): boolean =>
    word !== undefined && termsOf(word.text).some((term) => shared.has(term));
  let best: Word[] = [];
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 1; to <= words.length; to += 1) {
      const run = words.slice(from, to);
      if (!isTerm(run[0]) || !isTerm(run.at(-1))) continue;
      if (run.length > best.length && other.includes(` ${run.map((word) => word.lower).join(' ')} `)) best = run;
    }
  const [first, last] = [best[0], best.at(-1)];
  if (first !== undefined && last !== undefined && best.length > 1) return a.slice(first.start, last.end);
  return words
    .filter(isTerm)
    .map((word) => word.text)
    .join(' ');
}
