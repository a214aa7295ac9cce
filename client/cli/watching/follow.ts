import type { ViewAnswer } from '../../../contract/api.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import type { Terminal } from '../terminal.ts';
import { drawer } from './drawer.ts';

/** How following a job ended: with the last view that was seen, if any was. */
export interface Followed {
  how: 'ended' | 'rests' | 'interrupted' | 'unanswered';
  last: ViewAnswer | undefined;
}

/** What to do with a job that is followed. */
export interface FollowPlan {
  client: DossierClient;
  id: string;
  terminal: Terminal;
  /** Whether to stop at this view; for those who wait until a job rests, who are also told when it does not answer for long. */
  stopsAt?(answer: ViewAnswer): Promise<boolean>;
  /** Told each view; for those who print it in a form of their own. */
  onView?(answer: ViewAnswer): void;
}

/** How long a job may not answer before those who wait for it are told, in milliseconds: a worker that died is back long before. */
const UNANSWERED_MS = 120_000;
/** How long a job stays ended from outside before it is left: one that goes back from its record is so for a moment. */
const CLOSED_MS = 1_000;

/** Whether an open job is only known by its record, which may be behind what it was told already. */
export function isStale({ view, from }: ViewAnswer): boolean {
  return from === 'record' && view.endedAt === null;
}

/** Whether a job says that it goes no further without somebody. */
export function rests(answer: ViewAnswer): boolean {
  const { status } = answer.view;
  return !isStale(answer) && (status === 'waiting' || status === 'needs_attention' || status === 'paused');
}

/** Gives up a job of which no answer is to be had. */
class Patience {
  readonly #given = new AbortController();
  readonly #waits: boolean;
  #timer: NodeJS.Timeout | undefined;
  #kind: string | undefined;

  /** `waits`: whether somebody waits for the job to rest. */
  constructor(waits: boolean) {
    this.#waits = waits;
  }

  get signal(): AbortSignal {
    return this.#given.signal;
  }

  see({ view, overlay }: ViewAnswer): void {
    const kind = view.endedAt === null ? overlay?.kind : undefined;
    if (kind === this.#kind) return;
    this.end();
    this.#kind = kind;
    if (kind === undefined || (kind !== 'closed' && !this.#waits)) return;
    this.#timer = setTimeout(() => this.#given.abort(), kind === 'closed' ? CLOSED_MS : UNANSWERED_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/**
 * Follows a job until it has ended, was ended outside Dossier, or `stopsAt` says so, drawing what changes. Ctrl-C ends the following and
 * never the job. Throws what the instance refuses, and `instance-unreachable` when it stays away.
 */
export async function followJob({ client, id, terminal, stopsAt, onView }: FollowPlan): Promise<Followed> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.on('SIGINT', interrupt);
  const screen = drawer(terminal, terminal.live());
  const patience = new Patience(stopsAt !== undefined);
  let last: ViewAnswer | undefined;
  try {
    const signal = AbortSignal.any([interrupted.signal, patience.signal]);
    const connection = (state: 'connected' | 'lost'): void => {
      if (state === 'lost' && !terminal.isScreen && !signal.aborted)
        terminal.progress('The connection is lost: connecting again.');
    };
    const views = client.watch(id, { signal, onConnection: connection });
    for await (const answer of views) {
      last = answer;
      patience.see(answer);
      screen.draw(answer);
      onView?.(answer);
      if (answer.view.endedAt !== null) break;
      if (await stopsAt?.(answer)) return { how: 'rests', last };
      if (signal.aborted) break;
    }
  } finally {
    patience.end();
    screen.end();
    process.off('SIGINT', interrupt);
  }
  if (interrupted.signal.aborted) return { how: 'interrupted', last };
  return { how: patience.signal.aborted ? 'unanswered' : 'ended', last };
}
