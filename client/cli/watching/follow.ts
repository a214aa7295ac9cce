import type { ViewAnswer } from '../../../contract/api.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import type { Terminal } from '../terminal.ts';
import { drawer } from './drawer.ts';

/** How following a job ended: with the last view that was seen, if any was. */
export interface Followed {
  how: 'ended' | 'rests' | 'interrupted';
  last: ViewAnswer | undefined;
}

/** What to do with a job that is followed. */
export interface FollowPlan {
  client: DossierClient;
  id: string;
  terminal: Terminal;
  /** Whether to stop at this view; for those who wait until a job rests. */
  stopsAt(answer: ViewAnswer): Promise<boolean>;
  /** Told each view; for those who print it in a form of their own. */
  onView?(answer: ViewAnswer): void;
}

/** Whether a job goes no further without somebody; also one whose run was ended outside Dossier. */
export function rests({ view, overlay }: ViewAnswer): boolean {
  if (overlay?.kind === 'closed') return true;
  return view.status === 'waiting' || view.status === 'needs_attention' || view.status === 'paused';
}

/**
 * Follows a job until it has ended or `stopsAt` says so, drawing what changes. Ctrl-C ends the following and never the job.
 * Throws what the instance refuses, and `instance-unreachable` when it stays away.
 */
export async function followJob({ client, id, terminal, stopsAt, onView }: FollowPlan): Promise<Followed> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.on('SIGINT', interrupt);
  const screen = drawer(terminal, terminal.live());
  let last: ViewAnswer | undefined;
  try {
    const connection = (state: 'connected' | 'lost'): void => {
      if (state === 'lost' && !terminal.isScreen && !interrupted.signal.aborted)
        terminal.progress('The connection is lost: connecting again.');
    };
    const views = client.watch(id, { signal: interrupted.signal, onConnection: connection });
    for await (const answer of views) {
      last = answer;
      screen.draw(answer);
      onView?.(answer);
      if (answer.view.endedAt !== null) break;
      if (await stopsAt(answer)) return { how: 'rests', last };
      if (interrupted.signal.aborted) break;
    }
  } finally {
    screen.end();
    process.off('SIGINT', interrupt);
  }
  return { how: interrupted.signal.aborted ? 'interrupted' : 'ended', last };
}
