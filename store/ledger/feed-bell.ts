import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { FeedBell } from './port.ts';

/** What PostgreSQL calls the feed's notifications. */
export const FEED_CHANNEL = 'dossier_feed';

const AGAIN_MS = 2_000;

/**
 * Listens to the change feed on a connection of its own. Rings also whenever it begins to listen, since what changed before was not heard.
 * A connection that breaks is made again; until then the bell is not heard.
 */
export function listenToFeed(url: string, ring: () => void): FeedBell {
  const stopping = new AbortController();
  const bell = { isHeard: false, stop: () => stopping.abort() };
  void keepListening(url, ring, bell, stopping.signal);
  return bell;
}

async function keepListening(url: string, ring: () => void, bell: { isHeard: boolean }, signal: AbortSignal) {
  while (!signal.aborted) {
    await listen(url, ring, bell, signal).catch(() => undefined);
    bell.isHeard = false;
    await sleep(AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Resolves when the connection has ended. */
async function listen(url: string, ring: () => void, bell: { isHeard: boolean }, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'dossier feed' });
  const ended = new Promise<void>((resolve) => client.once('end', resolve).once('error', () => resolve()));
  client.on('notification', ring);
  const end = (): void => void client.end().catch(() => undefined);
  try {
    await client.connect();
    await client.query(`listen ${FEED_CHANNEL}`);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) return;
    bell.isHeard = true;
    ring();
    await ended;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
