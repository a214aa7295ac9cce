import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openLedger } from '../../../store/ledger/open-ledger.ts';
import type { Change, Ledger } from '../../../store/ledger/port.ts';
import { reportOf, startScript } from '../../support/child-reports.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

const ROUNDS = 25;

/** Follows the feed by its cursor alone, as the API does, until `finished` and then to its end. */
async function follow(ledger: Ledger, finished: () => boolean): Promise<Change[]> {
  const seen: Change[] = [];
  for (;;) {
    const last = finished();
    const changes = await ledger.changesSince(seen.at(-1)?.sequence ?? 0, 7);
    seen.push(...changes);
    if (last && changes.length === 0) return seen;
    if (changes.length === 0) await delay(1);
  }
}

/** Writers and a reader in processes of their own. */
export function processTests(current: () => LedgersUnderTest, empty: () => Promise<string>): void {
  test('a reader of the feed misses nothing of two processes that write as fast as they can', async () => {
    const { ledger, url } = current();
    let running = 2;
    const writers = ['red', 'blue'].map(async (name) => {
      const taken = await reportOf(startScript('ledger-writer.ts', [url, name, String(ROUNDS)]));
      running -= 1;
      return taken as string[];
    });
    const seen = await follow(ledger, () => running === 0);
    const taken = (await Promise.all(writers)).flat();
    const sequences = seen.map((change) => change.sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(seen.map((change) => `${change.jobId}@${change.revision}`).sort()).toEqual(taken.sort());
    // Every lane's own records, and each revision of the job of both once at most.
    expect(taken.filter((line) => !line.startsWith('job-of-both'))).toHaveLength(2 * 4 * ROUNDS);
    const ofBoth = seen.filter((change) => change.jobId === 'job-of-both').map((change) => change.revision);
    expect(ofBoth).toEqual([...new Set(ofBoth)].sort((a, b) => a - b));
    expect((await ledger.readRecord('job-of-both'))?.revision).toBe(ROUNDS);
  }, 60_000);

  test('two processes may open a ledger without tables at the same moment', async () => {
    const url = await empty();
    await Promise.all(['red', 'blue'].map((name) => reportOf(startScript('ledger-writer.ts', [url, name, '1']))));
    const ledger = await openLedger({ url });
    const jobs = await ledger.openJobs();
    await ledger.close();
    expect(jobs).toHaveLength(9);
  }, 60_000);
}
