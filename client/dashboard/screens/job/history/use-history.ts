import { useQuery } from '@tanstack/react-query';
import type { CallSummary } from '../../../../../contract/call-api.ts';
import type { JournalEntry } from '../../../../../contract/state/job-state.ts';
import { type JournalKind, kindOfEntry } from '../../../../../contract/state/journal-kinds.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';

/** A line of the journal with what it is about. */
export interface HistoryLine extends JournalEntry {
  kind: JournalKind;
}

/** What happened in the job. The view carries the end of the journal as it grows, so that the whole is asked for once, and at each new generation. */
export function useHistory(view: JobView) {
  const history = useQuery({
    queryKey: ['job', view.id, 'history', view.generation],
    queryFn: () => instance.history(view.id),
    refetchOnMount: 'always',
  });
  const entries = history.data === undefined ? [] : joined(history.data.entries, view.journal);
  return { history, lines: entries.map((entry): HistoryLine => ({ ...entry, kind: kindOfEntry(entry) })) };
}

/** The earlier lines that were read, then those that the view tells. Where the view's lines begin among the earlier ones, these end. */
export function joined(read: readonly JournalEntry[], told: readonly JournalEntry[]): JournalEntry[] {
  const first = told[0];
  if (first === undefined) return [...read];
  const meets = read.findIndex(
    ({ at, place, words }) => at === first.at && place === first.place && words === first.words,
  );
  // Read later than the view was told: it has all of it.
  const last = told.at(-1);
  const newest = read.at(-1);
  if (newest !== undefined && last !== undefined && newest.at > last.at) return [...read];
  return [...(meets === -1 ? read.filter(({ at }) => at < first.at) : read.slice(0, meets)), ...told];
}

/** What was asked of models in a step of a round, and what it cost. */
export interface Spent {
  calls: number;
  costMicroUsd: number;
  unpriced: number;
}

/** Sums of calls by `step@generation.round`. */
export function spentBySteps(calls: readonly CallSummary[]): Map<string, Spent> {
  const sums = new Map<string, Spent>();
  for (const { step, generation, round, state, costMicroUsd, wasteMicroUsd } of calls) {
    const key = `${step}@${generation}.${round}`;
    const sum = sums.get(key) ?? { calls: 0, costMicroUsd: 0, unpriced: 0 };
    sums.set(key, sum);
    sum.calls += 1;
    sum.costMicroUsd += (costMicroUsd ?? 0) + wasteMicroUsd;
    if (state === 'answered' && costMicroUsd === null) sum.unpriced += 1;
  }
  return sums;
}
