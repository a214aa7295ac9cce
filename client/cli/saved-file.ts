import { randomUUID } from 'node:crypto';
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DossierError } from '../../contract/failures.ts';

/** Refuses what is no place for a file, before anything is asked of the instance; answers the whole path. */
export function checkedOut(path: string): string {
  const whole = resolve(path);
  if (statSync(whole, { throwIfNoEntry: false })?.isDirectory()) {
    throw new DossierError('request-invalid', `"${path}" is a folder: name a file in it.`, { field: 'out' });
  }
  if (!statSync(dirname(whole), { throwIfNoEntry: false })?.isDirectory()) {
    throw new DossierError('path-missing', `There is no folder "${dirname(path)}" to write into.`, { field: 'out' });
  }
  return whole;
}

/** Writes beside the file and renames, so that a reader, or a full disk, never leaves half a file under its name. Answers its bytes. */
export async function save(response: Response, path: string): Promise<number> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await pipeline(bodyOf(response), createWriteStream(temporary, { flags: 'wx' }));
    const { size } = statSync(temporary);
    renameSync(temporary, path);
    return size;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The body of an answer as a stream of Node. */
export function bodyOf(response: Response): Readable {
  return response.body === null ? Readable.from([]) : Readable.from(response.body);
}
