import { useInfiniteQuery } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';

const PAGE = 50;

/** Gates that wait, or decisions, page by page. */
export function useApprovals(view: 'open' | 'decided') {
  return useInfiniteQuery({
    queryKey: ['approvals', 'list', view],
    queryFn: ({ pageParam }) =>
      instance.approvals({ view, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
