import { DossierError } from '../contract/failures.ts';

/** The code of a system error (`ENOENT`, `ENOSPC`), or null where something else was thrown. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Turns what the file system threw into a `DossierError`: `storage-full` where space or quota ran out, else `storage-failed`. */
export function asStorageError(error: unknown, doing: string): DossierError {
  if (error instanceof DossierError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DossierError('storage-full', `The disk is full: ${doing} did not work.`, { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new DossierError('storage-failed', `${doing} did not work: ${reason}`, { cause: error });
}
