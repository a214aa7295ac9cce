import { z } from 'zod';
import type { JournalEntry } from './job-state.ts';
import { GATE_OPENED } from './journal-words.ts';

/** What a line of the journal is about: what people did, what went wrong, what may be spent, or how the steps went on. */
export const journalKindSchema = z.enum(['decision', 'failure', 'money', 'step']);
export type JournalKind = z.infer<typeof journalKindSchema>;

const OF_THE_JOB = /^(A new round opens from|The job ends:)/;
const OF_A_PLACE = /^(Step|Item) \S+ /;
const OF_A_GATE = new RegExp(`^(${GATE_OPENED}|A question was answered by)`);

/**
 * Tells what a line is about by the form that `inWords` gives it, since entries of all versions carry words only. What the engine itself tells of a
 * place and is neither its beginning nor its end is that something did not go well: asked again, looked again, parked.
 */
export function kindOfEntry({ words, actor, place }: Omit<JournalEntry, 'at'>): JournalKind {
  if (words.startsWith('Budget: ')) return 'money';
  if (actor !== null || OF_A_GATE.test(words)) return 'decision';
  if (OF_A_PLACE.test(words) || OF_THE_JOB.test(words)) return 'step';
  return place === null ? 'step' : 'failure';
}
