import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { instance } from './instance.ts';

const LOOK_AGAIN_MS = 15_000;

/** How many jobs wait for a person; also told in the title of the tab, and, where this browser may, in a notification when there are more. */
export function useApprovalCount(): number {
  const { data } = useQuery({
    queryKey: ['jobs', 'waiting-count'],
    queryFn: async () => (await instance.list({ limit: 1 })).counts.waiting ?? 0,
    refetchInterval: LOOK_AGAIN_MS,
    // The title is looked at while the page is not.
    refetchIntervalInBackground: true,
  });
  const before = useRef<number>(undefined);
  const count = data ?? 0;
  useEffect(() => {
    const bare = document.title.replace(/^\(\d+\) /, '');
    document.title = count > 0 ? `(${count}) ${bare}` : bare;
  }, [count]);
  useEffect(() => {
    if (data === undefined) return;
    if (before.current !== undefined && data > before.current)
      void import('./notifications.ts').then(({ notifyOfApprovals }) => notifyOfApprovals(data));
    before.current = data;
  }, [data]);
  return count;
}
