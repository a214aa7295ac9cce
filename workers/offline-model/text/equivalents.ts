import { stemmer } from 'stemmer';

/*
 * Words that ask for the same thing. Used to find sentences, never to choose a column: a price is no cost in a table.
 * Kept short on purpose: a pair that is wrong once makes a decoy look like an answer.
 */
const EQUIVALENTS = [
  ['cost', 'price', 'charge'],
  ['start', 'begin', 'commence'],
  ['end', 'finish'],
  ['buy', 'purchase'],
  ['allow', 'permit'],
  ['limit', 'maximum'],
];

const REPRESENTATIVE = new Map(
  EQUIVALENTS.flatMap((words) => words.map((word) => [stemmer(word), stemmer(words[0] ?? word)] as const)),
);

/** The stem that stands for all stems asking for the same thing. */
export function representative(stem: string): string {
  return REPRESENTATIVE.get(stem) ?? stem;
}
