import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { instance } from './instance.ts';

const LOOK_AGAIN_MS = 15_000;

/** How many jobs wait for a person; also told in the title of the tab. */
export function useApprovalCount(): number {
  const { data = 0 } = useQuery({
    queryKey: ['jobs', 'waiting-count'],
    queryFn: async () => (await instance.list({ limit: 1 })).counts.waiting ?? 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
  useEffect(() => {
    const bare = document.title.replace(/^\(\d+\) /, '');
    document.title = data > 0 ? `(${data}) ${bare}` : bare;
  }, [data]);
  return data;
}
