import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { JobQuery, JobRow } from '../../../../contract/job-list-api.ts';
import { instance } from '../../app/instance.ts';
import { allOf, differenceOf, heldAfter, NOTHING_HELD } from './held-rows.ts';
import { type JobsSearch, queryOf } from './jobs-search.ts';

const PAGE = 50;
/** So many are asked for by their ids: many a proxy refuses a longer address. */
const MOST_IDS = 100;

/** A row that stands on the page. */
export interface ShownRow {
  row: JobRow;
  /** Whether it stands there only because it did: the list as it is now does not have it. */
  isLeft: boolean;
}

/**
 * The jobs of a search, page by page. Rows are patched where they stand, and stay there; what came meanwhile waits until it is asked for, so that
 * nothing moves under the pointer.
 */
export function useJobs(search: JobsSearch) {
  const query = queryOf(search);
  const key = JSON.stringify(query);
  const list = useInfiniteQuery({
    queryKey: ['jobs', query],
    queryFn: ({ pageParam }) =>
      instance.list({ ...query, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const [held, hold] = useState(NOTHING_HELD);
  const isOfAnotherList = list.isPlaceholderData || list.data === undefined;
  const pages = list.data?.pages.map(({ jobs }) => jobs) ?? [];
  const next = isOfAnotherList ? held : heldAfter(held, key, pages);
  if (next !== held) hold(next);
  const { missing, waiting } = isOfAnotherList ? { missing: [], waiting: 0 } : differenceOf(next, pages);
  const known = useKnownRows(pages.flat(), missing);
  const left = new Set(list.hasNextPage ? [] : missing);
  const rows = next.ids.flatMap((id): ShownRow[] => {
    const row = known.get(id);
    return row === undefined ? [] : [{ row, isLeft: left.has(id) }];
  });
  return {
    ...{ list, query, rows, waiting, left: left.size, counts: list.data?.pages[0]?.counts },
    /** Shows the list as it is now. */
    bringUpToDate: () => hold(allOf(key, pages)),
  };
}

/** The latest of every row: those that the list no longer has are asked for by their ids. */
function useKnownRows(fresh: readonly JobRow[], missing: readonly string[]): ReadonlyMap<string, JobRow> {
  const known = useRef(new Map<string, JobRow>());
  const query: JobQuery = { ids: missing.slice(0, MOST_IDS).join(','), limit: MOST_IDS };
  const others = useQuery({
    queryKey: ['jobs', 'rows', query.ids],
    queryFn: () => instance.list(query),
    enabled: missing.length > 0,
  });
  for (const row of [...(others.data?.jobs ?? []), ...fresh]) known.current.set(row.id, row);
  return known.current;
}
