import { useQuery } from '@tanstack/react-query';
import type { ViewAnswer } from '../../../contract/api.ts';
import { instance } from './instance.ts';
import { isStandIn, newerOf } from './stand-in.ts';

/** How soon a job is asked again that only its record answered for: its stream tells nothing that is not new to itself. */
const ASK_AGAIN_MS = 3_000;

/** What a job looks like. Its stream (`useLiveJob`) keeps it fresh; where only the record answered, it is asked again until it answers itself. */
export function useJobView(id: string) {
  const queryKey = ['job', id, 'view'];
  return useQuery({
    queryKey,
    queryFn: async ({ client }) => {
      const asked = await instance.view(id);
      return newerOf(client.getQueryData<ViewAnswer>(queryKey), asked);
    },
    // Of a job that was closed from outside the record is all there is.
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.overlay?.kind !== 'closed' && isStandIn(data) ? ASK_AGAIN_MS : false,
  });
}
