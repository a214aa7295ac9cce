/** Long enough that a process which dies at its first work backs off; short enough that killing one again and again costs nothing. */
const STEADY_AFTER_MS = 10_000;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/**
 * How long to wait before starting again what has died `failures` times in a row, the last time after `ranMs`.
 * The first death costs no wait, so that killing a process is an ordinary event; one that keeps dying backs off.
 * `isFresh`: it had run steadily, so this counts as its first death.
 */
export function restartDelayMs(failures: number, ranMs: number): { ms: number; isFresh: boolean } {
  const isFresh = ranMs >= STEADY_AFTER_MS;
  const count = isFresh ? 1 : failures;
  return { ms: count <= 1 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (count - 2)), isFresh };
}
