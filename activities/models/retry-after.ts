/** A longer wish than a week is no wish but a mistake. */
const LONGEST_WISH_MS = 7 * 24 * 60 * 60_000;

/** Temporal waits for no try longer than this, in milliseconds: beyond it the place parks, and shows when it looks again. */
export const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * The server's own wish for the next attempt, in milliseconds: `retry-after-ms`, else `retry-after` as seconds or as an HTTP date, which is
 * read by the server's own clock where the answer tells it. Null where it has none; also for 0 and for a date in the past, which give
 * no reason to hurry: the usual wait between attempts is the better one.
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | null {
  const milliseconds = headers?.get('retry-after-ms');
  if (milliseconds != null && isNumber(milliseconds)) return wish(Number(milliseconds));
  const after = headers?.get('retry-after');
  if (after == null) return null;
  if (isNumber(after)) return wish(Number(after) * 1_000);
  const date = Date.parse(after);
  if (Number.isNaN(date)) return null;
  const servers = Date.parse(headers?.get('date') ?? '');
  return wish(date - (Number.isNaN(servers) ? now : servers));
}

function isNumber(text: string): boolean {
  return /^\s*\d+(\.\d+)?\s*$/.test(text);
}

function wish(milliseconds: number): number | null {
  return milliseconds <= 0 ? null : Math.ceil(Math.min(LONGEST_WISH_MS, milliseconds));
}
