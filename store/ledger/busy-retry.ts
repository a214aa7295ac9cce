import { setTimeout as delay } from 'node:timers/promises';
import { asLedgerError, isLocked } from './ledger-errors.ts';

/** How long a locked ledger is tried before `ledger-busy`, in milliseconds. */
export const BUSY_LIMIT_MS = 1_000;
/** How long a writer stands in a server's queue before `ledger-busy`: there each has its turn, and waiting holds nobody up. */
export const QUEUE_LIMIT_MS = 5_000;
/** How long a process that opens the ledger waits for another that brings its tables up to date. */
export const OPENING_LIMIT_MS = 30_000;

const LONGEST_PAUSE_MS = 15;

/**
 * Runs work again, after short random pauses, while the database is locked.
 * The pauses are asynchronous: `node:sqlite` would otherwise hold up the whole process while it waits.
 */
export async function retryWhileLocked<T>(work: () => Promise<T>, limitMs = BUSY_LIMIT_MS): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error) || performance.now() >= deadline) throw asLedgerError(error);
      await delay(1 + Math.random() * LONGEST_PAUSE_MS);
    }
  }
}
