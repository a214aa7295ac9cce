import { DossierError } from '../contract/failures.ts';

/**
 * The code of a system's or driver's error (`ENOENT`, `ENOSPC`), or null where something else was thrown.
 * Looks at the shape, since an error of a Node built-in is not an `instanceof` the `Error` of a VM context.
 */
export function systemErrorCode(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** Turns what the file system threw into a `DossierError`: `storage-full` where space or quota ran out, else `storage-failed`. */
export function asStorageError(error: unknown, doing: string): DossierError {
  if (error instanceof DossierError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DossierError('storage-full', `The disk is full: ${doing} did not work.`, { cause: error });
  return new DossierError('storage-failed', `${doing} did not work: ${messageOf(error)}`, { cause: error });
}
