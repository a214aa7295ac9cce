import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../disk-errors.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A name that no other process and no other write of this one uses; it tells which process writes. */
export function temporaryName(): string {
  return `${process.pid}-${crypto.randomUUID()}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return systemErrorCode(error) === 'EPERM';
  }
}

/**
 * Removes what dead processes left half written: untouched for an hour and the writer gone, or untouched for a day
 * (in a container the writer's number may be somebody else's, and alive for ever).
 */
export async function removeOrphans(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const age = now - (await modifiedAt(path, now));
    const writer = Number(name.split('-')[0]);
    const gone = Number.isInteger(writer) && writer > 0 && !isAlive(writer);
    if (age > DAY_MS || (age > HOUR_MS && gone)) await rm(path, { force: true });
  }
}

async function modifiedAt(path: string, whenGone: number): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return whenGone;
    throw error;
  }
}
