import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { garbageAnswerSchema } from '../../contract/maintenance.ts';
import { openFolderArtifacts } from '../../store/artifacts/folder.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, SHORT_QUESTION } from './installation.ts';
import { createModelProxy, type ModelProxy } from './model-proxy.ts';

jest.setTimeout(300_000);

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
  for (const file of readdirSync(artifactsFolder(), { recursive: true, withFileTypes: true }))
    if (file.isFile()) utimesSync(join(file.parentPath, file.name), then, then);
}

test('gc --remove beside jobs, one waiting and one with calls in flight, takes what nothing names and nothing that they need', async () => {
  expect(await start('waits', 'plan')).toMatchObject({ code: 0 });
  const waiting = await rest('waits');
  expect(waiting).toMatchObject({ code: 3, object: { job: { status: 'waiting' } } });
  expect(await start('runs', 'none')).toMatchObject({ code: 0 });
  await eventually('research', () =>
    answered('runs').filter(({ step }) => step === 'research').length >= 1 ? true : undefined,
  );
  proxy.hold();
  await eventually('calls in flight', () => (proxy.inFlight() > 0 ? true : undefined));
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
  const over = Promise.all([rest('waits'), rest('runs')]).finally(() => {
    isOver = true;
  });
  const sweeps: Awaited<ReturnType<typeof gc>>[] = [];
  while (!isOver) sweeps.push(await gc());
  for (const ended of await over) expect(ended).toMatchObject({ code: 0, object: { job: { status: 'done' } } });
  expect(sweeps.length).toBeGreaterThan(0);
  expect(installation.calls('runs')).toEqual(expect.arrayContaining(kept));
  ageAll();
  await gc();
  expect(await installation.run(['doctor', '--deep'])).toMatchObject({ code: 0 });
  const report = await installation.run(['export', 'runs', '--format', 'md']);
  expect(report).toMatchObject({ code: 0 });
});

test('a record that says something else than its workflow gives way to it: Temporal wins', async () => {
  expect(await start('altered', 'plan')).toMatchObject({ code: 0 });
  const waiting = await rest('altered');
  const before = recordOf('altered');
  await installation.kill('api');
  // As a ledger that is ahead of Temporal: a later revision, which says what never happened.
  write(
    `update jobs set revision = revision + 500, status = 'running', sentence = 'Never said.', record =
      json_set(record, '$.revision', revision + 500, '$.view.status', 'running', '$.view.sentence', 'Never said.', '$.view.gates', json('[]'))
      where job_id = 'altered'`,
  );
  expect(recordOf('altered')).toMatchObject({ revision: before.revision + 500, sentence: 'Never said.' });
  await eventually('the record of the workflow', () =>
    recordOf('altered').sentence === before.sentence ? true : undefined,
  );
  expect(recordOf('altered')).toEqual(before);
  expect(await installation.json(['approve', 'altered', '--hash', hashAtGate(waiting.object)])).toMatchObject({
    code: 0,
  });
  expect(await rest('altered')).toMatchObject({ code: 0, object: { job: { status: 'done' } } });
  await eventually('the record of its end', () => (recordOf('altered').status === 'done' ? true : undefined));
});

function write(statement: string): void {
  const database = new DatabaseSync(join(installation.data, 'ledger.sqlite'), { timeout: 5_000 });
  database.exec(statement);
  database.close();
}

function recordOf(job: string): { revision: number; status: string; sentence: string } {
  const database = new DatabaseSync(join(installation.data, 'ledger.sqlite'), { readOnly: true, timeout: 5_000 });
  try {
    const query = 'select revision, status, sentence from jobs where job_id = ?';
    const { revision, status, sentence } = database.prepare(query).get(job) ?? {};
    return { revision: Number(revision), status: String(status), sentence: String(sentence) };
  } finally {
    database.close();
  }
}
