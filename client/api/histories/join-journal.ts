import type { JournalEntry } from '../../../contract/state/job-state.ts';

/**
 * Joins the journal that the ledger keeps with the end of it that a job tells of itself, which may be newer: each line once, in their order.
 * Where they do not meet, what is told counts from its first line on: the job went back and took another way.
 */
export function joinJournal(stored: readonly JournalEntry[], told: readonly JournalEntry[]): JournalEntry[] {
  const first = told[0];
  if (first === undefined) return [...stored];
  for (let from = Math.max(0, stored.length - told.length); from < stored.length; from += 1) {
    if (stored.slice(from).every((entry, index) => isSame(entry, told[index])))
      return [...stored.slice(0, from), ...told];
  }
  const agreed = stored.findIndex((entry) => isSame(entry, first));
  const kept = agreed === -1 ? stored.filter(({ at }) => at < first.at) : stored.slice(0, agreed);
  return [...kept, ...told];
}

function isSame(one: JournalEntry, other: JournalEntry | undefined): boolean {
  return one.at === other?.at && one.place === other.place && one.actor === other.actor && one.words === other.words;
}
