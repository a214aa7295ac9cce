import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that what was sent is sent again where no answer comes: an API that died is back in seconds, on a busy machine in many. */
const PATIENCE_MS = 25_000;
const PAUSE_MS = 300;

/** What a job or the API takes once, however often it is sent. */
const TAKEN_ONCE = /\/(messages\/[^/]+|fork)$/;

/**
 * `fetch` that sends messages to jobs, and forks, again where the instance goes away before it has answered. Each message has a key of
 * its own, so that a job that took it already gives the answer it gave then, and does nothing twice.
 */
export function patientFetch(): typeof fetch {
  return async (input, init) => {
    if (init?.method !== 'POST' || typeof input !== 'string' || !TAKEN_ONCE.test(input)) return fetch(input, init);
    const headers = new Headers(init.headers);
    headers.set('idempotency-key', randomUUID());
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await fetch(input, { ...init, headers });
      } catch (error) {
        if (init.signal?.aborted || Date.now() > end) throw error;
        await sleep(PAUSE_MS);
      }
    }
  };
}
