import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { joined } from './use-history.ts';

/** A view drops lines only where it keeps so many (`contract/state/carried.ts`, `reduce.ts`): one with fewer has them all. */
const LEAST_KEPT = 100;

/** The whole journal of a job, as far as it can be had: a view carries the end of it, and the ledger the rest. */
export function useWholeJournal(view: JobView): JobView['journal'] {
  const { journal } = view;
  const isWhole = journal.length < LEAST_KEPT;
  const history = useQuery({
    queryKey: ['job', view.id, 'history', view.generation],
    queryFn: () => instance.history(view.id),
    enabled: !isWhole,
  });
  const read = history.data?.entries;
  return useMemo(() => (read === undefined ? journal : joined(read, journal)), [read, journal]);
}
