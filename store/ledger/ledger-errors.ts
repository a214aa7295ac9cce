import { DossierError } from '../../contract/failures.ts';
import { asStorageError, systemErrorCode } from '../disk-errors.ts';

/** What an error of a database driver means: `locked` goes away by itself within milliseconds, `busy` was waited for long enough already. */
type Meaning = 'locked' | 'busy' | 'full' | 'other';

// Primary result codes of SQLite: https://sqlite.org/rescode.html
const SQLITE_MEANINGS: Record<number, Meaning> = { 5: 'locked', 6: 'locked', 13: 'full' };

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const POSTGRES_MEANINGS: Record<string, Meaning> = {
  '40001': 'locked',
  '40P01': 'locked',
  '55P03': 'busy',
  '53100': 'full',
};

function meaningOf(error: unknown): Meaning {
  const code = systemErrorCode(error);
  if (code === null) return 'other';
  return (code === 'ERR_SQLITE_ERROR' ? SQLITE_MEANINGS[sqliteCode(error)] : POSTGRES_MEANINGS[code]) ?? 'other';
}

/** The primary result code: the low byte of an extended one. */
function sqliteCode(error: unknown): number {
  const extended = typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) : 0;
  return extended & 0xff;
}

/** Whether trying the same again in a moment may work. */
export function isLocked(error: unknown): boolean {
  return meaningOf(error) === 'locked';
}

/** Turns what a driver threw into a `DossierError`: `ledger-busy`, `storage-full`, else `storage-failed`. */
export function asLedgerError(error: unknown): DossierError {
  if (error instanceof DossierError) return error;
  const meaning = meaningOf(error);
  if (meaning === 'locked' || meaning === 'busy')
    return new DossierError('ledger-busy', 'The ledger stayed locked by another process.', { cause: error });
  if (meaning === 'full')
    return new DossierError('storage-full', 'The disk is full: the ledger could not be written.', { cause: error });
  return asStorageError(error, 'Using the ledger');
}
