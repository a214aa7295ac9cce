import { useQuery } from '@tanstack/react-query';
import { Notice } from '../components/notice.tsx';
import { instance } from './instance.ts';

const LOOK_AGAIN_MS = 10_000;

/** What is wrong with the instance as a whole, on every screen. */
export function Banners() {
  const { data } = useQuery({
    queryKey: ['instance'],
    queryFn: () => instance.instance(),
    refetchInterval: LOOK_AGAIN_MS,
    staleTime: LOOK_AGAIN_MS,
  });
  if (data === undefined) return null;
  const isDown = !data.temporal.reachable;
  const isIdle = data.worker.connected === false;
  if (!isDown && !isIdle && (data.freeBytes === null || data.freeBytes > 500_000_000)) return null;
  return (
    <div className="banners">
      {isDown && (
        <Notice kind="warning" title="Temporal does not answer">
          Everything is shown as it was last recorded. Decisions can be made again once it is back.
        </Notice>
      )}
      {!isDown && isIdle && (
        <Notice kind="warning" title="No worker is running">
          Jobs rest until one is back. What you decide meanwhile is kept for them and takes effect then.
        </Notice>
      )}
      {data.freeBytes !== null && data.freeBytes <= 500_000_000 && (
        <Notice kind="warning" title="The disk is almost full">
          Nothing new is started below 500 MB of free space.
        </Notice>
      )}
    </div>
  );
}
