import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { ViewAnswer } from '../../../contract/api.ts';
import { instance } from './instance.ts';

/** How a stream of events does. */
export type LiveState = 'connecting' | 'connected' | 'lost';

/** For how long lists wait for more changes before they ask again. */
const COALESCE_MS = 150;
const HIDDEN_GRACE_MS = 20_000;
const COUNT_AGAIN_MS = [COALESCE_MS, 2_000];

let state: LiveState = 'connecting';
let lostAt: number | null = null;
const listeners = new Set<() => void>();

function tell(next: LiveState): void {
  if (next === 'lost') lostAt ??= Date.now();
  if (next === 'connected') lostAt = null;
  state = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How the stream of this page does, and since when it is lost (milliseconds of the clock). */
export function useLiveState(): { state: LiveState; lostAt: number | null } {
  return { state: useSyncExternalStore(listen, () => state), lostAt: useSyncExternalStore(listen, () => lostAt) };
}

/**
 * Keeps `follow` running while the page is seen. A browser keeps six connections to one address, for all its tabs: a tab that nobody sees gives its
 * own back after a while.
 */
function useWhileSeen(follow: (signal: AbortSignal) => Promise<void>, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when it is another stream; `follow` is new with every drawing.
  useEffect(() => {
    let running: AbortController | undefined;
    let hiding: number | undefined;
    const start = (): void => {
      running = new AbortController();
      const { signal } = running;
      follow(signal).catch(() => {
        if (!signal.aborted) tell('lost');
      });
    };
    const onVisibility = (): void => {
      window.clearTimeout(hiding);
      if (document.visibilityState === 'hidden') {
        hiding = window.setTimeout(() => {
          running?.abort();
          running = undefined;
        }, HIDDEN_GRACE_MS);
      } else if (running === undefined) start();
    };
    start();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.clearTimeout(hiding);
      running?.abort();
    };
  }, [key]);
}

const forever = Number.POSITIVE_INFINITY;

/** What waits is counted from the records, which are a moment behind the job itself. */
function askCountsAgain(queries: QueryClient): void {
  for (const afterMs of COUNT_AGAIN_MS) {
    window.setTimeout(() => void queries.invalidateQueries({ queryKey: ['jobs', 'waiting-count'] }), afterMs);
  }
}

/** Keeps what is shown of one job fresh: each event is its whole view. */
export function useLiveJob(id: string, isOpen: boolean): void {
  const queries = useQueryClient();
  useWhileSeen(async (signal) => {
    const follow = { signal, onConnection: tell, giveUpAfterMs: forever };
    for await (const answer of instance.watch(id, follow)) {
      const before = queries.getQueryData<ViewAnswer>(['job', id, 'view']);
      queries.setQueryData<ViewAnswer>(['job', id, 'view'], answer);
      if (before?.view.status !== answer.view.status) askCountsAgain(queries);
      // What lists say of it has changed too, and what is read beside the view.
      if (answer.view.endedAt !== null) void queries.invalidateQueries({ queryKey: ['job', id] });
    }
    // An ended job can be taken up again, from here or elsewhere, also before its changes are heard or while the stream is lost.
    const onConnection = (next: 'connected' | 'lost'): void => {
      tell(next);
      if (next === 'connected') void queries.invalidateQueries({ queryKey: ['job', id, 'view'] });
    };
    for await (const change of instance.changes({ ...follow, onConnection })) {
      if (change.jobId === id) void queries.invalidateQueries({ queryKey: ['job', id] });
    }
  }, `${id} ${isOpen}`);
}

/** Keeps lists fresh: what changed is asked for again, once for many changes. */
export function useLiveLists(keys: readonly string[]): void {
  const queries = useQueryClient();
  useWhileSeen(async (signal) => {
    let isDue = false;
    const askAgain = (): void => {
      if (isDue) return;
      isDue = true;
      window.setTimeout(() => {
        isDue = false;
        for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
      }, COALESCE_MS);
    };
    // The stream tells nothing of what changed after the lists were read and before it was there.
    const onConnection = (next: 'connected' | 'lost'): void => {
      tell(next);
      if (next === 'connected') askAgain();
    };
    for await (const _ of instance.changes({ signal, onConnection, giveUpAfterMs: forever })) askAgain();
  }, keys.join(' '));
}
