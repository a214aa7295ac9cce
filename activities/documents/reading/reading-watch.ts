import type { Worker } from 'node:worker_threads';
import { DossierError } from '../../../contract/failures.ts';
import type { DOCUMENT_LIMITS } from './document-limits.ts';

const LOOK_MS = 100;

/** The bounds that `DOCUMENT_LIMITS` sets; tests set their own. */
export type ReadingLimits = Pick<
  { [Name in keyof typeof DOCUMENT_LIMITS]: number },
  'readingMs' | 'readingMsPerMegabyte' | 'silenceMs' | 'readingGrowthMegabytes'
>;

/** Watches over one reading in a thread. */
export interface ReadingWatch {
  /** Rejects with what ends the reading early: the signal's reason, or a `DossierError` where time or memory ran out or the thread died. */
  stopped: Promise<never>;
  /** Notes that something new came from the thread. */
  moved(): void;
  close(): void;
}

/** Starts watching. The clock counts from here: waiting for a thread is over. */
export function readingWatch(worker: Worker, signal: AbortSignal, bytes: number, limits: ReadingLimits): ReadingWatch {
  const beganAt = performance.now();
  const most = limits.readingMs + (limits.readingMsPerMegabyte * bytes) / 1_000_000;
  const growth = limits.readingGrowthMegabytes * 1_000_000;
  const memory = process.memoryUsage.rss();
  let movedAt = beganAt;
  let reject: (reason: unknown) => void = () => {};
  const stopped = new Promise<never>((_resolve, refuse) => {
    reject = refuse;
  });
  // Whoever reads races it; before and after that it must not count as unhandled.
  stopped.catch(() => {});
  const look = setInterval(() => {
    const now = performance.now();
    if (now - beganAt > most) reject(tooSlow(now - beganAt));
    else if (now - movedAt > limits.silenceMs) reject(tooSlow(now - beganAt));
    else if (process.memoryUsage.rss() - memory > growth) reject(tooMuchMemory());
  }, LOOK_MS);
  const onAbort = () => reject(signal.reason);
  const onError = (error: unknown) => reject(died(error));
  const onExit = () => reject(died(null));
  signal.addEventListener('abort', onAbort, { once: true });
  worker.once('error', onError);
  worker.once('exit', onExit);
  if (signal.aborted) onAbort();
  return {
    stopped,
    moved: () => {
      movedAt = performance.now();
    },
    close: () => {
      clearInterval(look);
      signal.removeEventListener('abort', onAbort);
      worker.off('error', onError);
      worker.off('exit', onExit);
    },
  };
}

function died(error: unknown): DossierError {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return tooMuchMemory();
  return new DossierError('document-malformed', 'Reading the file ended in a crash of its reader.', { cause: error });
}

function tooMuchMemory(): DossierError {
  return new DossierError('document-too-large', 'The file expands to more than the memory that reading may take.');
}

function tooSlow(ms: number): DossierError {
  const seconds = Math.round(ms / 1_000);
  return new DossierError('document-too-slow', `Reading the file was given up after ${seconds} s.`);
}
