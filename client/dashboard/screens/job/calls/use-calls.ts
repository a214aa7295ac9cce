import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { CallQuery, ListedOutcome } from '../../../../../contract/call-api.ts';
import { parsePlaceKey } from '../../../../../contract/place.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';

const PAGE = 100;
/** Answers that come together are asked for once. */
const COALESCE_MS = 1_000;

/** Which calls are wanted: those of a step or item, whatever its round, and of an outcome. */
export function filterOf(place: string | undefined, outcome: ListedOutcome | undefined): CallQuery {
  const wanted = place === undefined ? null : parsePlaceKey(place);
  return {
    ...(wanted !== null && { step: wanted.step }),
    ...(wanted !== null && wanted.item !== null && { item: wanted.item }),
    ...(outcome !== undefined && { outcome }),
  };
}

/** The calls of a job, a page at a time, asked for again when the job's sums say that there are others. */
export function useCalls(view: JobView, filter: CallQuery) {
  useFreshCalls(view);
  const list = useInfiniteQuery({
    queryKey: ['job', view.id, 'calls', filter],
    queryFn: ({ pageParam }) =>
      instance.calls(view.id, { ...filter, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
  const pages = list.data?.pages ?? [];
  return { list, calls: pages.flatMap((page) => page.calls), total: pages.at(-1)?.total ?? 0 };
}

function useFreshCalls({ id, totals, endedAt }: JobView): void {
  const queries = useQueryClient();
  const sums = `${totals.calls} ${totals.reused} ${endedAt}`;
  const seen = useRef(sums);
  const due = useRef<number>(undefined);
  useEffect(() => {
    if (seen.current === sums) return;
    seen.current = sums;
    due.current ??= window.setTimeout(() => {
      due.current = undefined;
      void queries.invalidateQueries({ queryKey: ['job', id, 'calls'] });
    }, COALESCE_MS);
  }, [queries, id, sums]);
  useEffect(() => () => window.clearTimeout(due.current), []);
}
