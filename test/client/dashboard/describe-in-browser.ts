import { describe } from '@jest/globals';
import { chromiumProgram } from './chromium.ts';

/** Tests that need a browser: without one they are skipped, are counted as skipped, and say so. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumProgram() !== undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`WARNING: no chromium on this machine: skipped: ${name}\n`);
  describe.skip(name, tests);
}
