// One of several processes at a time: a lock file that outlives no process. Plain JavaScript for Node 18 and newer.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TOUCH_MS = 2_000;
const STALE_MS = 60_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function tryTake(path, content) {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

/** Removes the lock of a process that is gone; of two that try at once, neither removes a fresh one for good. */
function removeStale(path) {
  const seen = readOr(path, '');
  const pid = Number(seen.split(' ')[0]);
  let touchedAt;
  try {
    touchedAt = statSync(path).mtimeMs;
  } catch {
    return;
  }
  const isOld = Date.now() - touchedAt > STALE_MS;
  // An empty file is a lock between its creation and its first write.
  if (!(pid > 0 ? !isAlive(pid) || isOld : isOld)) return;
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readOr(aside, '') !== seen) linkSync(aside, path);
  } catch {
    // Another process was faster: it removed the same lock, or already holds the next one.
  }
  rmSync(aside, { force: true });
}

/** Runs `act` while holding the lock at `path`; `onWait` is told once when another process has it. */
export async function withFileLock(path, act, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  const content = `${process.pid} ${randomUUID()}`;
  let isTold = false;
  while (!tryTake(path, content)) {
    removeStale(path);
    if (tryTake(path, content)) break;
    if (!isTold) onWait();
    isTold = true;
    await sleep(300);
  }
  const touch = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch {
      // Someone removed the lock by hand; the work goes on.
    }
  }, TOUCH_MS);
  try {
    return await act();
  } finally {
    clearInterval(touch);
    if (readOr(path, '') === content) rmSync(path, { force: true });
  }
}
