import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { garbageAnswerSchema } from '../../contract/maintenance.ts';
import { openFolderArtifacts } from '../../store/artifacts/folder.ts';
import { systemErrorCode } from '../../workers/system-error.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, SHORT_QUESTION } from './installation.ts';
import { createModelProxy, type ModelProxy } from './model-proxy.ts';
import { openLedger, recorded, recordOf } from './records.ts';

jest.setTimeout(300_000);

/** How many items the short question makes; they are researched side by side. */
const ITEMS = 3;
/** What nothing names is garbage when it is older. */
const AGE_MS = 10_000;

let proxy: ModelProxy;
let installation: Installation;
beforeAll(async () => {
  proxy = await createModelProxy();
  await proxy.open();
  installation = new Installation({
    OPENAI_BASE_URL: proxy.url,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.1',
    DOSSIER_GARBAGE_AGE_MS: String(AGE_MS),
  });
});
afterAll(async () => {
  proxy.release();
  await installation.end();
  await proxy.close();
}, 120_000);

const answered = (job: string) => installation.calls(job).filter(({ state }) => state === 'answered');
const rest = (job: string) => installation.json(['watch', job, '--until-rest']);
const start = (job: string, gates: string) =>
  installation.json(['report', SHORT_QUESTION, EXAMPLE, '--id', job, '--gates', gates]);
const hashAtGate = (object: object): string =>
  /"gates":\[\{.*?"sha256":"([0-9a-f]{64})"/.exec(JSON.stringify(object))?.[1] ?? '';
const artifactsFolder = () => join(installation.data, 'artifacts');
const fileOf = (sha256: string) => join(artifactsFolder(), sha256.slice(0, 2), sha256.slice(2, 4), sha256);

async function gc() {
  const { code, object } = await installation.json(['gc', '--remove']);
  expect({ code, object }).toMatchObject({ code: 0 });
  return garbageAnswerSchema.parse(object);
}

/** Makes everything so old that only its name keeps it. */
function ageAll(): void {
  const then = (Date.now() - 2 * AGE_MS) / 1_000;
  for (const file of readdirSync(artifactsFolder(), { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    try {
      utimesSync(join(file.parentPath, file.name), then, then);
    } catch (error) {
      // A file that was being written has its own name by now.
      if (systemErrorCode(error) !== 'ENOENT') throw error;
    }
  }
}

/**
 * Lets answers through, all that wait at a time, until research has had one, and holds what is asked after that. Each item asks more than
 * once, so each has a call in flight in the end, and nothing else goes on: nothing is written that has no name yet.
 */
async function holdInResearch(job: string): Promise<void> {
  await eventually('research', () => {
    if (answered(job).some(({ step }) => step === 'research')) return true;
    proxy.release();
    proxy.hold();
    return undefined;
  });
  await eventually('a call of every item in flight', () => (proxy.inFlight() === ITEMS ? true : undefined));
}

/** Waits until the history of a job that has ended is kept: between its file and its name it would be garbage to `ageAll`. */
function historyKept(job: string): Promise<true> {
  return eventually(`the history of ${job}`, () => {
    const database = openLedger(installation, { readOnly: true });
    try {
      return database.prepare('select 1 from run_histories where job_id = ?').get(job) === undefined ? undefined : true;
    } finally {
      database.close();
    }
  });
}

test('gc --remove beside jobs, one waiting and one with calls in flight, takes what nothing names and nothing that they need', async () => {
  expect(await start('waits', 'plan')).toMatchObject({ code: 0 });
  const waiting = await rest('waits');
  expect(waiting).toMatchObject({ code: 3, object: { job: { status: 'waiting' } } });
  proxy.hold();
  expect(await start('runs', 'none')).toMatchObject({ code: 0 });
  await holdInResearch('runs');
  const kept = answered('runs');
  const store = await openFolderArtifacts(artifactsFolder());
  const unnamed = await store.putText('Nothing names this.', { mediaType: 'text/plain', title: 'unnamed' });
  ageAll();
  expect(await gc()).toMatchObject({ removed: true, damaged: 0 });
  expect(existsSync(fileOf(unnamed.sha256))).toBe(false);
  proxy.release();

  expect(await installation.json(['approve', 'waits', '--hash', hashAtGate(waiting.object)])).toMatchObject({
    code: 0,
  });
  let isOver = false;
  const over = Promise.all([installation.untilDone('waits'), installation.untilDone('runs')]).finally(() => {
    isOver = true;
  });
  const sweeps: Awaited<ReturnType<typeof gc>>[] = [];
  while (!isOver) sweeps.push(await gc());
  for (const ended of await over) expect(ended).toMatchObject({ job: { status: 'done' } });
  expect(sweeps.length).toBeGreaterThan(0);
  expect(installation.calls('runs')).toEqual(expect.arrayContaining(kept));
  await Promise.all([historyKept('waits'), historyKept('runs')]);
  ageAll();
  await gc();
  expect(await installation.run(['doctor', '--deep'])).toMatchObject({ code: 0 });
  const report = await installation.run(['export', 'runs', '--format', 'md']);
  expect(report).toMatchObject({ code: 0 });
});

test('a record that says something else than its workflow gives way to it: Temporal wins', async () => {
  expect(await start('altered', 'plan')).toMatchObject({ code: 0 });
  const waiting = await rest('altered');
  const before = await recorded(installation, 'altered', revisionIn(waiting.object));
  expect(before).toMatchObject({ status: 'waiting' });
  await installation.kill('api');
  // As a ledger that is ahead of Temporal: a later revision, which says what never happened.
  alter(
    `update jobs set revision = revision + 500, status = 'running', sentence = 'Never said.', record =
      json_set(record, '$.revision', revision + 500, '$.view.status', 'running', '$.view.sentence', 'Never said.', '$.view.gates', json('[]'))
      where job_id = 'altered'`,
  );
  await eventually('the record of the workflow', () =>
    isDeepStrictEqual(recordOf(installation, 'altered'), before) ? true : undefined,
  );
  expect(await installation.json(['approve', 'altered', '--hash', hashAtGate(waiting.object)])).toMatchObject({
    code: 0,
  });
  expect(await installation.untilDone('altered')).toMatchObject({ job: { status: 'done' } });
  await eventually('the record of its end', () =>
    recordOf(installation, 'altered').status === 'done' ? true : undefined,
  );
});

/** Alters one row, which the API, once it is back, may put right before anybody could look. */
function alter(statement: string): void {
  const database = openLedger(installation, { readOnly: false });
  expect(Number(database.prepare(statement).run().changes)).toBe(1);
  database.close();
}

function revisionIn(object: Record<string, unknown>): number {
  return z.object({ view: z.object({ revision: z.number() }) }).parse(object).view.revision;
}
