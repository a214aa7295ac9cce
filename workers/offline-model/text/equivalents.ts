import { stemmer } from 'stemmer';
import { withoutLigatures } from './lost-ligatures.ts';

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
  ['acquire', 'acquisition'],
  ['issue', 'issuance'],
  ['assign', 'assignment', 'allocate', 'allocation'],
  ['develop', 'development'],
  ['expose', 'exposure'],
  ['animal', 'species'],
  ['require', 'requirement'],
  ['recommend', 'recommendation'],
  ['enrol', 'enroll', 'enrollment', 'enrolment'],
  ['arrest', 'arrested'],
  ['elect', 'election'],
  ['appoint', 'appointment'],
  ['establish', 'establishment'],
  ['invent', 'invention', 'inventor'],
  ['discover', 'discovery'],
  ['consume', 'consumption'],
  ['employ', 'employment'],
  ['invest', 'investment'],
  ['replace', 'replacement', 'successor', 'succeed'],
  ['collect', 'pull', 'gather'],
  ['unveil', 'present'],
  ['publish', 'publication'],
  ['rise', 'rose', 'risen', 'increase', 'growth', 'grow', 'grew', 'grown'],
  ['fall', 'fell', 'fallen', 'decrease', 'decline', 'drop', 'reduce', 'reduction'],
  ['include', 'contain', 'consist', 'comprise', 'inclusion'],
  ['help', 'assist', 'assistance'],
  ['exclude', 'omit', 'exclusion'],
  ['illegal', 'illicit', 'unlawful'],
  ['drug', 'substance'],
  ['kill', 'killing'],
  ['die', 'death', 'dead', 'fatality', 'fatal'],
  ['born', 'birth'],
  ['employee', 'worker', 'staff'],
  ['student', 'pupil'],
  ['country', 'nation'],
  ['film', 'movie'],
  ['firm', 'company', 'corporation'],
  ['past', 'last', 'previous'],
  ['goal', 'aim', 'purpose', 'objective'],
  ['forbid', 'prohibit', 'ban'],
  ['pass', 'enact'],
  ['big', 'large'],
  ['main', 'major', 'principal'],
  ['average', 'mean'],
  ['illness', 'disease'],
  ['doctor', 'physician'],
  ['locate', 'location', 'site'],
  ['abroad', 'overseas'],
  ['percentage', 'percent', 'share', 'proportion', 'fraction', 'pct'],
];

/** Forms of one verb that no stemmer brings together. */
const FORMS = [
  ['spend', 'spent', 'expenditure'],
  ['pay', 'paid'],
  ['sell', 'sold', 'sale'],
  ['send', 'sent'],
  ['write', 'wrote', 'written'],
  ['choose', 'chose', 'chosen', 'choice'],
  ['lose', 'lost', 'loss'],
  ['win', 'won'],
  ['build', 'built'],
  ['take', 'took', 'taken'],
  ['give', 'gave', 'given'],
  ['hold', 'held'],
  ['keep', 'kept'],
  ['say', 'said'],
  ['independence', 'independent'],
  ['define', 'definition'],
  ['decide', 'decision'],
  ['approve', 'approval'],
  ['arrive', 'arrival'],
  ['select', 'selection'],
  ['analyse', 'analyze', 'analysis'],
  ['teach', 'taught'],
  ['think', 'thought'],
  ['lead', 'led', 'leader'],
  ['woman', 'women'],
  ['man', 'men'],
  ['child', 'children'],
  ['person', 'people', 'individual'],
  ['marry', 'marriage', 'married'],
  ['long', 'length'],
  ['leave', 'left'],
  ['become', 'became'],
  ['know', 'known', 'knew'],
  ['meet', 'met', 'meeting'],
];

const REPRESENTATIVE = new Map(
  [...FORMS, ...EQUIVALENTS].flatMap((words) => {
    const first = withoutLigatures(stemmer(words[0] ?? ''));
    return words.map((word) => [withoutLigatures(stemmer(word)), first] as const);
  }),
);

/** The stem that stands for all stems asking for the same thing, and for what a lost ligature leaves of them. */
export function representative(stem: string): string {
  const whole = withoutLigatures(stem);
  return REPRESENTATIVE.get(whole) ?? whole;
}
