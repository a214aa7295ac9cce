import { sha256Schema } from '../../contract/ids.ts';
import { asStorageError, systemErrorCode } from '../disk-errors.ts';
import { missingArtifact } from './verified-read.ts';

/** Whether a text can be the name of an artifact. */
export function isName(sha256: string): boolean {
  return sha256Schema.safeParse(sha256).success;
}

/** Touches an artifact's file; throws `artifact-not-found` where there is none. A name that is no hash is not found either, and so never becomes a path. */
export async function reached<T>(sha256: string, touch: () => Promise<T>): Promise<T> {
  if (!isName(sha256)) throw missingArtifact(sha256);
  try {
    return await touch();
  } catch (error) {
    throw systemErrorCode(error) === 'ENOENT'
      ? missingArtifact(sha256)
      : asStorageError(error, `Reading artifact ${sha256}`);
  }
}
