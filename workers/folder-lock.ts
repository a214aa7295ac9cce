import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;

/** A held lock; the kernel frees it with the process, `release` before that. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a data folder, or gives undefined when another process has it.
 * The lock is an SQLite transaction that is never ended, so no stale lock file can be left behind.
 */
export function takeFolderLock(path: string): FolderLock | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY)
      return undefined;
    throw error;
  }
  return { release: () => database.close() };
}
