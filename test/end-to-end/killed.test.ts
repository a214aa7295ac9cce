import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { engineLimitsSchema } from '../../contract/job-input.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, type Part, QUESTION } from './installation.ts';
import { createModelProxy, type ModelProxy } from './model-proxy.ts';

jest.setTimeout(240_000);

const PARALLEL_ITEMS = engineLimitsSchema.parse({}).parallelItems;

let proxy: ModelProxy;
let installation: Installation;

beforeAll(async () => {
  proxy = await createModelProxy();
  installation = new Installation({
    OPENAI_BASE_URL: proxy.url,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.1',
    DOSSIER_OFFLINE_DELAY_MS: '250',
  });
});
beforeEach(() => proxy.reset());
afterAll(async () => {
  await installation.end();
  await proxy.close();
});

const answeredRows = (job: string) => installation.calls(job).filter(({ state }) => state === 'answered');

/** Waits until the job is in the middle of its research: some turns answered, others asked. */
async function untilResearching(job: string): Promise<void> {
  await eventually('the middle of research', () => {
    const rows = installation.calls(job).filter(({ step }) => step === 'research');
    const answered = rows.filter(({ state }) => state === 'answered').length;
    return answered >= 2 && answered < rows.length ? true : undefined;
  });
}

/** Brings a job into the middle of its research and holds it there: every answer that has left is in the ledger, others are in flight. */
async function holdInResearch(job: string): Promise<void> {
  await untilResearching(job);
  proxy.hold();
  await eventually('calls in flight, and every answer in the ledger', () => {
    const left = proxy.counts().filter(({ answered }) => answered > 0).length;
    return proxy.inFlight() > 0 && left === answeredRows(job).length ? true : undefined;
  });
}

/** Waits until the calls that were in flight are cut. Others may be in flight by then: what died is back in moments, and goes on. */
async function whenCut(calls: number): Promise<void> {
  await eventually('the end of the calls in flight', () =>
    proxy.counts().reduce((sum, { cut }) => sum + cut, 0) >= calls ? true : undefined,
  );
}

/** Starts a report as a person does who does not wait for it. */
async function startReport(job: string, ...more: string[]): Promise<void> {
  const { code, object } = await installation.json([
    'report',
    QUESTION,
    EXAMPLE,
    '--id',
    job,
    '--gates',
    'none',
    ...more,
  ]);
  expect({ code, object }).toMatchObject({ code: 0, object: { job: { id: job } } });
}

/** What stood in the ledger before a death must stand there unchanged at the end, and nothing may be left unanswered. */
function expectKept(job: string, before: ReturnType<typeof answeredRows>): void {
  const after = installation.calls(job);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.filter(({ state }) => state !== 'answered')).toEqual([]);
}

/** What a call is for, whichever attempt it was: job, generation, round, step, item, turn. */
function placeOf({ call_key }: { call_key: string }): string {
  return call_key.split('|').slice(0, 6).join('|');
}

/** Every answer left once; asked twice is only what was in flight when its asker died, at most one call of each item that runs. */
function expectOnlyCutOnesAgain(): void {
  const counts = proxy.counts();
  expect(counts.filter(({ asked, answered, cut }) => answered !== 1 || asked !== 1 + cut)).toEqual([]);
  const again = counts.filter(({ asked }) => asked > 1);
  expect(again.length).toBeGreaterThan(0);
  expect(again.length).toBeLessThanOrEqual(PARALLEL_ITEMS);
}

test('the provider is down at first: the job parks with the remedy, and `dossier retry` finishes it once it is there', async () => {
  const first = await installation.json(['report', QUESTION, EXAMPLE, '--id', 'outage', '--gates', 'none', '--wait']);
  expect(first).toMatchObject({
    code: 3,
    object: {
      job: { id: 'outage', status: 'needs_attention' },
      attention: [{ step: 'plan', failure: { code: 'model-unreachable', remedy: expect.stringMatching(/\w/) } }],
    },
  });
  expect(JSON.stringify(first.object.next)).toContain('retry outage');
  await proxy.open();
  const retried = await installation.json(['retry', 'outage']);
  // On a slow machine it has looked again by itself by now.
  if (retried.code !== 0) expect(retried.object).toMatchObject({ error: { code: 'not-parked' } });
  expect((await installation.json(['watch', 'outage', '--until-rest'])).code).toBe(0);
  expect(proxy.counts().filter(({ asked }) => asked !== 1)).toEqual([]);
});

test('the worker is killed: what was answered is not asked again, what was in flight once more', async () => {
  await startReport('worker');
  const watching = installation.start(['watch', 'worker']);
  await holdInResearch('worker');
  const before = answeredRows('worker');
  const inFlight = proxy.inFlight();
  await installation.kill('worker');
  await whenCut(inFlight);
  proxy.release();
  expect((await watching.ended).code).toBe(0);
  expectKept('worker', before);
  expectOnlyCutOnesAgain();
});

test.each<Part>(['api', 'temporal'])(
  'the %s is killed: calls go on meanwhile, and none is asked twice',
  async (part) => {
    await startReport(part);
    const watching = installation.start(['watch', part]);
    await holdInResearch(part);
    const before = answeredRows(part);
    const killed = await installation.kill(part);
    proxy.release();
    await installation.pidOf(part, killed);
    expect((await watching.ended).code).toBe(0);
    expectKept(part, before);
    expect(proxy.counts().filter(({ asked, answered }) => asked !== 1 || answered !== 1)).toEqual([]);
  },
);

test('the supervisor is killed: the next command takes up everything', async () => {
  await startReport('supervisor');
  await holdInResearch('supervisor');
  const before = answeredRows('supervisor');
  const inFlight = proxy.inFlight();
  await installation.kill('supervisor');
  await whenCut(inFlight);
  proxy.release();
  const { code, object } = await installation.json(['watch', 'supervisor', '--until-rest']);
  expect({ code, object }).toMatchObject({ code: 0, object: { job: { status: 'done' } } });
  expectKept('supervisor', before);
  expectOnlyCutOnesAgain();
});

test('the offline model is killed: its calls are tried again, its answered ones are kept', async () => {
  await startReport('offline-model', '--model', 'offline');
  await untilResearching('offline-model');
  const killed = await installation.kill('offline model');
  const before = answeredRows('offline-model');
  await installation.pidOf('offline model', killed);
  expect(await installation.untilDone('offline-model')).toMatchObject({ job: { status: 'done' } });
  const after = installation.calls('offline-model');
  expect(after).toEqual(expect.arrayContaining(before));
  // Where the model was away for longer than Temporal tries, its place parked and looked again by itself: that is the next attempt.
  const places = new Set(after.filter(({ state }) => state === 'answered').map(placeOf));
  expect(after.filter((row) => row.state !== 'answered' && !places.has(placeOf(row)))).toEqual([]);
  expect(proxy.counts()).toEqual([]);
});
