/** No server may make a job wait longer than this before its next attempt, in milliseconds; after it the engine looks again by itself. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * The server's own wish for the next attempt, in milliseconds: `retry-after-ms`, else `retry-after` as seconds or as an HTTP date.
 * Null where it has none; a date in the past is 0, and no wish counts for more than ten minutes.
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | null {
  const milliseconds = headers?.get('retry-after-ms');
  if (milliseconds != null && isNumber(milliseconds)) return clamp(Number(milliseconds));
  const after = headers?.get('retry-after');
  if (after == null) return null;
  if (isNumber(after)) return clamp(Number(after) * 1_000);
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : clamp(date - now);
}

function isNumber(text: string): boolean {
  return /^\s*\d+(\.\d+)?\s*$/.test(text);
}

function clamp(milliseconds: number): number {
  return Math.ceil(Math.min(LONGEST_WAIT_MS, Math.max(0, milliseconds)));
}
