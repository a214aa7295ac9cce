import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DossierError } from '../../contract/failures.ts';

/** SQLite's own code for a full disk. */
const SQLITE_FULL = 13;

/** Runs `work` with a private folder that is gone afterwards, whatever happens. Throws `storage-full` where the disk is full. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-'));
  try {
    return await work(folder);
  } catch (cause) {
    if (!saysFull(cause)) throw cause;
    throw new DossierError('storage-full', 'The disk with the folder for temporary files is full.', { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function saysFull(error: unknown): boolean {
  // By shape: an error of a Node built-in is not an `instanceof` the `Error` of a VM context.
  if (typeof error !== 'object' || error === null) return false;
  return ('code' in error && error.code === 'ENOSPC') || ('errcode' in error && error.errcode === SQLITE_FULL);
}
