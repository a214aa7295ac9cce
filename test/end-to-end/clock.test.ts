import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, jest, test } from '@jest/globals';
import { clockLibrary } from '../support/clock-library.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, SHORT_QUESTION } from './installation.ts';
import { createModelProxy } from './model-proxy.ts';

jest.setTimeout(300_000);

const library = clockLibrary();
const folder = mkdtempSync(join(tmpdir(), 'dossier-clock-'));
const clock = join(folder, 'clock');
const set = (offset: string) => writeFileSync(clock, `${offset}\n`);
set('+0');
const proxy = await createModelProxy();
await proxy.open();
const installation = new Installation({
  OPENAI_BASE_URL: proxy.url,
  OPENAI_API_KEY: 'none',
  DOSSIER_TIME_SCALE: '0.1',
  ...(library !== undefined && { LD_PRELOAD: library }),
  FAKETIME_TIMESTAMP_FILE: clock,
  // Seconds after which a process looks at the file again.
  FAKETIME_CACHE_DURATION: '1',
  // As when a machine's clock is set: the monotonic one goes on, and files bear the time of the file system.
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  NO_FAKE_STAT: '1',
});
afterAll(async () => {
  proxy.release();
  await installation.end();
  await proxy.close();
  rmSync(folder, { recursive: true });
}, 120_000);

const answered = (job: string) => installation.calls(job).filter(({ state }) => state === 'answered');
const start = (job: string, gates: string) =>
  installation.json(['report', SHORT_QUESTION, EXAMPLE, '--id', job, '--gates', gates]);
const rest = (job: string) => installation.json(['watch', job, '--until-rest']);

// Temporal's server asks the kernel itself and keeps its time, as one on another machine would.
(library === undefined ? test.skip : test)(
  'the clock of API, worker and commands is set back an hour: who waited is decided, who was asking goes on, also in a new worker, and nothing is asked twice',
  async () => {
    expect(await start('waits', 'plan')).toMatchObject({ code: 0 });
    const { object } = await rest('waits');
    expect(object).toMatchObject({ job: { status: 'waiting' } });
    expect(await start('runs', 'none')).toMatchObject({ code: 0 });
    await eventually('research', () =>
      answered('runs').filter(({ step }) => step === 'research').length >= 1 ? true : undefined,
    );
    proxy.hold();
    await eventually('calls in flight, and every answer in the ledger', () => {
      const left = proxy.counts().reduce((sum, { answered: times }) => sum + times, 0);
      return proxy.inFlight() > 0 && left === answered('runs').length + answered('waits').length ? true : undefined;
    });
    const kept = { runs: answered('runs'), waits: answered('waits') };
    set('-1h');
    await sleep(2_000);
    await installation.kill('worker');
    proxy.release();

    const hash = /"gates":\[\{.*?"sha256":"([0-9a-f]{64})"/.exec(JSON.stringify(object))?.[1] ?? '';
    expect(await installation.json(['approve', 'waits', '--hash', hash])).toMatchObject({ code: 0 });
    for (const job of ['waits', 'runs'] as const) {
      await installation.untilDone(job);
      const rows = installation.calls(job);
      expect(rows).toEqual(expect.arrayContaining(kept[job]));
      expect(rows.filter(({ state }) => state !== 'answered')).toEqual([]);
      const before = kept[job].map(({ call_key }) => call_key);
      const first = kept[job].map(({ answered_at }) => answered_at ?? '').sort()[0] ?? '';
      const after = rows.filter(({ call_key }) => !before.includes(call_key));
      // So the clock was back indeed, and no row that stood gave way to an "older" one.
      expect(after.length).toBeGreaterThan(0);
      expect(after.filter(({ answered_at }) => (answered_at ?? '') >= first)).toEqual([]);
    }
    expect(await installation.run(['doctor', '--deep'])).toMatchObject({ code: 0 });
  },
);
