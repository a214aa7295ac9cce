import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, QUESTION } from './installation.ts';
import { createModelProxy, type ModelProxy } from './model-proxy.ts';

jest.setTimeout(240_000);

let proxy: ModelProxy;
let settings: Record<string, string>;
let first: Installation;
let second: Installation;
const folder = mkdtempSync(join(tmpdir(), 'dossier-backups-'));
const backup = join(folder, 'made', 'here');

beforeAll(async () => {
  proxy = await createModelProxy();
  await proxy.open();
  settings = {
    OPENAI_BASE_URL: proxy.url,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.1',
  };
  first = new Installation(settings);
  second = new Installation(settings);
});
afterAll(async () => {
  proxy.release();
  await Promise.all([first.end(), second.end()]);
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

const answered = (installation: Installation, job: string) =>
  installation.calls(job).filter(({ state }) => state === 'answered');

test('a backup that is taken while jobs run goes on elsewhere: one waits at its gate, one is in the middle, nothing answered is asked again', async () => {
  const start = (id: string, gates: string) =>
    first.json(['report', QUESTION, EXAMPLE, '--id', id, '--gates', gates, ...(gates === 'plan' ? ['--wait'] : [])]);
  expect(await start('waiting', 'plan')).toMatchObject({ code: 3 });
  expect(await start('running', 'none')).toMatchObject({ code: 0 });
  await eventually('the middle of research', () =>
    answered(first, 'running').filter(({ step }) => step === 'research').length >= 2 ? true : undefined,
  );
  expect(await first.json(['backup', backup])).toMatchObject({ code: 0, object: { schema: 'dossier.backup/1' } });
  proxy.hold();
  const again = await first.json(['backup', backup]);
  expect(again).toMatchObject({ code: 2, object: { error: { code: 'path-taken' } } });
  expect(await first.run(['down'])).toMatchObject({ code: 0 });
  proxy.release();
  expect(readdirSync(join(folder, 'made'))).toEqual(['here']);
  const before = proxy.requests();

  const restored = await second.json(['restore', backup]);
  expect(restored).toMatchObject({ code: 0 });
  expect(readdirSync(second.data)).not.toContain('restoring');
  expect((await second.json(['restore', backup])).object).toMatchObject({ error: { code: 'path-taken' } });
  const kept = { waiting: answered(second, 'waiting'), running: answered(second, 'running') };
  expect(kept.running.length).toBeGreaterThan(2);
  expect(await second.run(['approve', 'waiting', '--hash', await hashOf(second, 'waiting')])).toMatchObject({
    code: 0,
  });
  for (const job of ['waiting', 'running'] as const) {
    expect(await second.untilDone(job)).toMatchObject({ job: { status: 'done' } });
    expect(second.calls(job)).toEqual(expect.arrayContaining(kept[job]));
  }
  // Both jobs ask the same question, so that requests are told by how many there are: one for each row that was not answered before.
  const rowsOf = (job: 'waiting' | 'running') => second.calls(job).length - kept[job].length;
  expect(proxy.requests() - before).toBe(rowsOf('waiting') + rowsOf('running'));
  expect(await second.json(['jobs'])).toMatchObject({ code: 0 });
  const rows = await eventually('records of the end', async () => {
    const { object } = await second.json(['jobs', '--status', 'done']);
    const jobs = object.jobs as unknown[];
    return jobs.length === 2 ? jobs : undefined;
  });
  expect(rows).toHaveLength(2);
  expect(await second.run(['doctor', '--deep'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/verified/) });
});

async function hashOf(installation: Installation, job: string): Promise<string> {
  const { object } = await installation.json(['show', job]);
  const text = JSON.stringify(object);
  const sha256 = /"gates":\[\{.*?"sha256":"([0-9a-f]{64})"/.exec(text)?.[1];
  if (sha256 === undefined) throw new Error(`no gate in ${text.slice(0, 2_000)}`);
  return sha256;
}

test('a backup works without an instance; what is torn or altered is refused and changes nothing', async () => {
  await second.run(['down']);
  const other = join(folder, 'other');
  expect(await second.json(['backup', other])).toMatchObject({ code: 0 });
  const empty = join(folder, 'empty');
  const restore = async () => second.json(['restore', other, '--data', empty]);
  const manifest = readFileSync(join(other, 'backup.json'), 'utf8');
  rmSync(join(other, 'backup.json'));
  expect(await restore()).toMatchObject({ code: 2, object: { error: { code: 'backup-invalid' } } });
  writeFileSync(join(other, 'backup.json'), manifest);
  const [list = ''] = readFileSync(join(other, 'artifacts.list'), 'utf8').split('\n');
  const sha256 = list.split(' ')[0] ?? '';
  const artifact = join(other, 'artifacts', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const bytes = readFileSync(artifact);
  rmSync(artifact);
  expect(await restore()).toMatchObject({ code: 2, object: { error: { code: 'backup-invalid', field: sha256 } } });
  writeFileSync(artifact, Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]));
  expect(await restore()).toMatchObject({ code: 2, object: { error: { code: 'backup-invalid' } } });
  expect(existsSync(join(empty, 'ledger.sqlite'))).toBe(false);
  writeFileSync(artifact, bytes);
  expect(await restore()).toMatchObject({ code: 0 });
});
