import { identifiersOf, missingIdentifiers } from '../../../activities/check/identifiers.ts';
import { numbersOf } from '../judge/compare.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Value, valuesOf } from '../text/values.ts';
import { termsOf, type Word, wordsOf } from '../text/words.ts';

/** Words of a source that a claim is compared with; `around` are terms that hold for it too, such as those of its headings. */
export interface Said {
  text: string;
  around: ReadonlySet<string>;
  isRow: boolean;
}

/** What of a claim a source would have to speak of, and does not. Empty where both speak of the same thing. */
export function missingOf(claim: string, said: Said): string[] {
  const held = new Set([...termsOf(said.text), ...said.around]);
  return [...identifiersNotIn(claim, said), ...namesNotIn(claim, held), ...timesNotIn(claim, said)];
}

/** Words of a source with nothing around them. */
export function wordsAlone(text: string): Said {
  return { text, around: new Set(), isRow: false };
}

/** The names, and the numbers and codes that name, in a claim, each as it is written. */
export function subjectsOf(claim: string): string[] {
  const numbered = identifiersOf(claim).map(({ start, end }) =>
    `${/\p{L}*\s?#?$/u.exec(claim.slice(0, start))?.[0] ?? ''}${claim.slice(start, end)}`.trim(),
  );
  const names = nameRuns(wordsOf(claim), valuesOf(claim)).map((run) => run.map(({ text }) => text).join(' '));
  return [...new Set([...numbered, ...names])].slice(0, 4);
}

/** Numbers and codes that name what a claim is about and that a source does not name; a row names by its cells. */
export function identifiersNotIn(claim: string, { text, around, isRow }: Said): string[] {
  const cells = isRow ? new Set(numbersOf(text)) : new Set<string>();
  return missingIdentifiers(claim, text).filter((name) => !around.has(name) && !cells.has(name));
}

const GIVES_A_NAME = new Set(
  'by from with at to in on is was are were be named called under for via after as like per through than'.split(' '),
);

/**
 * Names a claim is about that are not held. A name behind "by", "in", "is" and the like is something said of the claim's subject, as a
 * figure is: another one there is another answer to the same question, if nothing else differs.
 */
function namesNotIn(claim: string, held: ReadonlySet<string>): string[] {
  const words = wordsOf(claim);
  const runs = nameRuns(words, valuesOf(claim));
  const missing = runs.filter((run) => run.some((word) => termsOf(word.text).some((term) => !held.has(term))));
  const answers = missing.filter((run) => {
    const before = words.findLast((word) => word.end <= (run[0]?.start ?? 0));
    return before !== undefined && GIVES_A_NAME.has(before.lower);
  });
  const isOne = missing.length === 1 && answers.length === 1;
  return isOne ? [] : missing.map((run) => run.map(({ text }) => text).join(' '));
}

/** The names of a claim as runs of words with a capital; its first word is one where no light word follows it. */
export function nameRuns(words: readonly Word[], values: readonly Value[]): Word[][] {
  const runs: Word[][] = [];
  words.forEach((word, at) => {
    const isDate = values.some(({ kind, start, end }) => kind === 'date' && start <= word.start && word.end <= end);
    if (isDate || !/^\p{Lu}/u.test(word.text) || /\d/.test(word.text) || isStopWord(word.lower)) return;
    const next = words[at + 1];
    if (at === 0 && (next === undefined || isStopWord(next.lower))) return;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === words[at - 1]) last.push(word);
    else runs.push([word]);
  });
  return runs;
}

const YEAR = /^(?:19|20)\d{2}$/;

/** A year that stands alone, as in "in 2024". */
export function isYear({ kind, value, start }: Value, text: string): boolean {
  const before = text.slice(0, start + 1).toLowerCase();
  return (
    kind === 'number' &&
    YEAR.test(value) &&
    !/^\s?[$€£]/.test(text.slice(start)) &&
    /(?:^|\b(?:in|of|during|for|since|until|year|from|to|by|and|before|after|through)\s*|[(,]\s*)\d?$/.test(before)
  );
}

/** Dates and years of a claim that also gives a figure: of another time, a source gives the figure of something else. */
function timesNotIn(claim: string, { text, around }: Said): string[] {
  const values = valuesOf(claim);
  const times = values.filter((value) => value.kind === 'date' || isYear(value, claim));
  if (figuresOf(claim).length === 0) return [];
  const given = new Set(valuesOf(text).map(({ value }) => value));
  const numbers = new Set(numbersOf(text));
  return times
    .map(({ value }) => value)
    .filter(
      (value) => !given.has(value) && !numbers.has(value) && ![...value.split('-')].every((part) => around.has(part)),
    );
}

/** The values of a text that say how much: neither times nor numbers that name. */
export function figuresOf(text: string): Value[] {
  const names = identifiersOf(text);
  return valuesOf(text).filter(
    (value) =>
      value.kind === 'number' &&
      !isYear(value, text) &&
      !names.some(({ start, end }) => value.start < end && start < value.end && start - value.start <= 1),
  );
}
