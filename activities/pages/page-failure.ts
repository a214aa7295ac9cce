import { DossierError } from '../../contract/failures.ts';

/** Codes of Node's errors where the server, or the way to it, may be there again later. */
const PASSING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
]);

/** Codes of a connection that was there and ended before it should. */
const CUT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * Tells in our words what went wrong between us and a page's server, before or while it answered; errors that are typed already stay
 * as they are.
 */
export function pageFailure(error: unknown, host: string, during: 'asking' | 'answer'): DossierError {
  if (error instanceof DossierError) return error;
  const code = codeOf(error);
  if (code === 'ENOTFOUND')
    return new DossierError('page-missing', `There is no server named ${host}.`, { cause: error });
  if (CUT.has(code)) {
    const said =
      during === 'answer'
        ? `The answer of ${host} was cut short (${code}).`
        : `The server of ${host} closed the connection before it answered (${code}).`;
    return new DossierError('page-unavailable', said, { cause: error });
  }
  if (PASSING.has(code)) {
    return new DossierError('page-unavailable', `The server of ${host} cannot be reached (${code}).`, { cause: error });
  }
  if (/^HPE_|^Z_|^ERR_(_BROTLI|BROTLI|BUFFER|HTTP)|^ERR__/.test(code)) {
    return new DossierError('page-missing', `What the server of ${host} sent is damaged (${code}).`, { cause: error });
  }
  const named = code === '' ? '' : ` (${code})`;
  return new DossierError('page-missing', `No safe connection to ${host} came about${named}.`, { cause: error });
}

/** The code of an error; of several attempts to connect, that of the first. Asked by form, since errors of Node's core may be of another realm. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'code' in error ? String(error.code) : '';
}
