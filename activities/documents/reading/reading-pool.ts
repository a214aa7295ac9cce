import { Worker } from 'node:worker_threads';
import { DOCUMENT_LIMITS } from './document-limits.ts';

const ENTRY = new URL('./reading-thread.ts', import.meta.url);
const IDLE_MS = 10_000;

/** A reading thread on loan. It goes back by `release`, or is ended by `end`; one of the two must be called once. */
export interface LentThread {
  worker: Worker;
  /** Gives it back for the next document. */
  release(): void;
  /** Ends it at once, whatever it does. */
  end(): Promise<void>;
}

interface IdleThread {
  worker: Worker;
  timer: NodeJS.Timeout;
}

/** Threads that wait for the next document; starting one costs 0.1 s or more. */
const idle: IdleThread[] = [];
const waiting: (() => void)[] = [];
let lent = 0;

/** Lends a thread, a warm one where there is one; waits while `readingThreads` are lent. Throws the signal's reason. */
export async function lendThread(signal: AbortSignal): Promise<LentThread> {
  await place(signal);
  const worker = wake() ?? startThread();
  let back = false;
  const giveBack = () => {
    if (back) return false;
    back = true;
    lent -= 1;
    waiting.shift()?.();
    return true;
  };
  return {
    worker,
    release: () => {
      if (giveBack()) rest(worker);
    },
    end: async () => {
      giveBack();
      await worker.terminate();
    },
  };
}

async function place(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  while (lent >= DOCUMENT_LIMITS.readingThreads) {
    await new Promise<void>((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1);
        resolve();
      };
      waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
    if (signal.aborted) waiting.shift()?.();
    signal.throwIfAborted();
  }
  lent += 1;
}

function startThread(): Worker {
  const worker = new Worker(ENTRY, {
    name: 'dossier-reading',
    // Neither the settings nor the secrets of this process are a reader's business.
    env: {},
    // What libraries print about odd files is no log of ours; the thread drops it.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: DOCUMENT_LIMITS.readingHeapMegabytes, stackSizeMb: 4 },
  });
  // Nothing waits for a thread that rests: it must not keep the process alive, and its end is no news.
  worker.unref();
  worker.on('error', () => {});
  worker.on('exit', () => forget(worker));
  return worker;
}

function rest(worker: Worker): void {
  const timer = setTimeout(() => {
    forget(worker);
    void worker.terminate();
  }, IDLE_MS);
  timer.unref();
  idle.push({ worker, timer });
}

function forget(worker: Worker): void {
  const at = idle.findIndex((one) => one.worker === worker);
  if (at === -1) return;
  clearTimeout(idle[at]?.timer);
  idle.splice(at, 1);
}

function wake(): Worker | null {
  const next = idle.pop();
  if (next === undefined) return null;
  clearTimeout(next.timer);
  return next.worker;
}
