import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { JobRow } from '../../../../contract/job-list-api.ts';
import { instance } from '../../app/instance.ts';
import { type JobsSearch, queryOf } from './jobs-search.ts';

const PAGE = 50;

/** The jobs of a search, page by page; what came meanwhile waits until it is asked for, so that nothing moves under the pointer. */
export function useJobs(search: JobsSearch) {
  const query = queryOf(search);
  const list = useInfiniteQuery({
    queryKey: ['jobs', query],
    queryFn: ({ pageParam }) =>
      instance.list({ ...query, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.jobs) ?? [];
  const { shown, waiting, showAll } = useHeldBack(JSON.stringify(query), rows, list.isPlaceholderData);
  return { list, counts: list.data?.pages[0]?.counts, rows: shown, newRows: waiting, showNew: showAll };
}

/** Holds back rows that were not there when the list was first shown and would push the others down. */
function useHeldBack(key: string, rows: readonly JobRow[], isOfAnotherList: boolean) {
  const known = useRef({ key: '', newest: '' });
  const newest =
    rows
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .at(-1) ?? '';
  if (known.current.key !== key && !isOfAnotherList && rows.length > 0) known.current = { key, newest };
  const isNew = (row: JobRow): boolean => known.current.key === key && row.createdAt > known.current.newest;
  return {
    shown: rows.filter((row) => !isNew(row)),
    waiting: rows.filter(isNew).length,
    showAll: () => {
      known.current = { key, newest };
    },
  };
}
