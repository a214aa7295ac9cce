import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition gives something; throws what was waited for after `timeoutMs`. */
export async function eventually<T>(
  what: string,
  condition: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 90_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`In vain waited for: ${what}.`);
    await sleep(40);
  }
}
