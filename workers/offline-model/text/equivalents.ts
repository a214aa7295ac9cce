import { stemmer } from 'stemmer';

/*
 * Words that ask for the same thing. Used to find sentences, never to choose a column: a price is no cost in a table.
 * Kept short on purpose: a pair that is wrong once makes a decoy look like an answer.
 */
const EQUIVALENTS = [
  ['cost', 'price', 'charge'],
  ['start', 'begin', 'began', 'begun', 'commence'],
  ['end', 'finish'],
  ['buy', 'bought', 'purchase'],
  ['allow', 'permit'],
  ['add', 'feature', 'introduce'],
  ['limit', 'maximum'],
  ['percentage', 'percent', 'share', 'proportion', 'fraction', 'pct'],
];

/** Forms of one verb that no stemmer brings together. */
const FORMS = [
  ['spend', 'spent'],
  ['pay', 'paid'],
  ['sell', 'sold'],
  ['send', 'sent'],
  ['write', 'wrote', 'written'],
  ['choose', 'chose', 'chosen'],
  ['lose', 'lost'],
  ['win', 'won'],
  ['build', 'built'],
  ['take', 'took', 'taken'],
  ['give', 'gave', 'given'],
  ['hold', 'held'],
  ['keep', 'kept'],
  ['say', 'said'],
  ['rise', 'rose', 'risen'],
  ['fall', 'fell', 'fallen'],
  ['grow', 'grew', 'grown'],
];

const REPRESENTATIVE = new Map(
  [...FORMS, ...EQUIVALENTS].flatMap((words) =>
    words.map((word) => [stemmer(word), stemmer(words[0] ?? word)] as const),
  ),
);

/** The stem that stands for all stems asking for the same thing. */
export function representative(stem: string): string {
  return REPRESENTATIVE.get(stem) ?? stem;
}
