import { setTimeout as sleep } from 'node:timers/promises';

const LATE = Symbol('late');

/**
 * Asks, and once more where no answer came within `afterMs`; the first answer counts. Temporal now and then leaves a query of a busy job lying until
 * its deadline, while the next one is answered at once. Throws the failure of the first where neither is answered.
 */
export async function askTwice<Answer>(ask: () => Promise<Answer>, afterMs: number): Promise<Answer> {
  const first = ask();
  const early = await Promise.race([first, sleep(afterMs, LATE, { ref: false })]);
  if (early !== LATE) return early;
  try {
    return await Promise.any([first, ask()]);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}
