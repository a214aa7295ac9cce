import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

const PATIENCE_MS = 60_000;

/** Waits until what is read on a page is what is expected, as a person would who looks at it; fails with what was read last. */
export async function comesTo<T>(expected: NoInfer<T>, read: () => Promise<T>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const last = await read();
    if (isDeepStrictEqual(last, expected)) return;
    if (Date.now() > end) return expect(last).toEqual(expected);
    await sleep(40);
  }
}
