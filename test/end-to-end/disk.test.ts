import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { tinyDisksWork } from '../support/tiny-disk.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, QUESTION } from './installation.ts';
import { createModelProxy } from './model-proxy.ts';

jest.setTimeout(120_000);

/** Above what a start needs; memory is taken only for what is written. */
const LARGE = 'size=700m';
const proxy = await createModelProxy();
await proxy.open();
const SETTINGS = {
  OPENAI_BASE_URL: proxy.url,
  OPENAI_API_KEY: 'none',
  DOSSIER_TIME_SCALE: '0.05',
};
const installation = new Installation(SETTINGS);
const artifacts = join(installation.data, 'artifacts');
const mounted: string[] = [];

/** A file system in memory, which a remount makes full, read-only, and whole again without touching what it holds. */
function mount(folder: string, options: string): void {
  const more = mounted.includes(folder) ? 'remount,' : '';
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `${more}${options}`, 'tmpfs', folder]);
  if (status !== 0) throw new Error(`mount ${options}: ${stderr}`);
  if (more === '') mounted.push(folder);
}

/** Leaves no room: the size becomes what is used. */
function fill(folder: string): void {
  const { stdout } = spawnSync('df', ['--output=used', '-k', folder], { encoding: 'utf8' });
  mount(folder, `size=${Math.max(4, Number(stdout.trim().split('\n').at(-1)))}k`);
}

afterAll(async () => {
  proxy.release();
  for (const folder of mounted) mount(folder, `rw,${LARGE}`);
  await installation.run(['down']);
  for (const folder of mounted.toReversed()) spawnSync('umount', ['-l', folder]);
  await installation.end();
  await proxy.close();
}, 60_000);

const testOnDisks = (await tinyDisksWork()) ? test : test.skip;
const start = (id: string, where = installation) =>
  where.json(['report', QUESTION, EXAMPLE, '--id', id, '--gates', 'none']);
const answered = (id: string, where = installation) => where.calls(id).filter(({ state }) => state === 'answered');

/** Brings a job into research and holds the answers of its calls back. */
async function heldInResearch(id: string, where = installation): Promise<void> {
  expect(await start(id, where)).toMatchObject({ code: 0 });
  await eventually('research', () =>
    answered(id, where).filter(({ step }) => step === 'research').length >= 1 ? true : undefined,
  );
  proxy.hold();
  await eventually('calls in flight', () => (proxy.inFlight() > 0 ? true : undefined));
}

async function expectDone(id: string, kept: unknown[], where = installation): Promise<void> {
  expect(await where.run(['retry', id])).toBeDefined();
  const end = await eventually('the end of the job', async () => {
    const { object } = await where.json(['watch', id, '--until-rest']);
    return (object.job as { status: string }).status === 'done' ? object : undefined;
  });
  expect(end).toMatchObject({ job: { status: 'done' } });
  expect(where.calls(id)).toEqual(expect.arrayContaining(kept));
}

describe('the disk under a running job', () => {
  testOnDisks.each([
    ['full', () => fill(artifacts), 'storage-full'],
    ['read-only', () => mount(artifacts, `ro,${LARGE}`), 'storage-failed'],
  ])('of the artifacts becomes %s: the job parks and says so, and goes on after the mend', async (how, spoil, code) => {
    mkdirSync(artifacts, { recursive: true, mode: 0o700 });
    mount(artifacts, `rw,${LARGE}`);
    await heldInResearch(how);
    const kept = answered(how);
    spoil();
    proxy.release();
    const parked = await installation.json(['watch', how, '--until-rest']);
    expect(parked).toMatchObject({ code: 3, object: { job: { status: 'needs_attention' } } });
    expect(JSON.stringify(parked.object)).toContain(code);
    expect((await installation.run(['show', how])).stdout).toMatch(/disk|folder/i);
    const refused = await start(`${how}-2`);
    expect(refused).toMatchObject({ code: 1, object: { error: { code, remedy: expect.stringMatching(/\w/) } } });
    mount(artifacts, `rw,${LARGE}`);
    await expectDone(how, kept);
  });

  testOnDisks(
    'of everything becomes full, the ledger and Temporal with it: nothing is lost, and the job goes on after the mend',
    async () => {
      const whole = new Installation(SETTINGS);
      try {
        mount(whole.data, `rw,${LARGE}`);
        await heldInResearch('all', whole);
        const kept = answered('all', whole);
        fill(whole.data);
        proxy.release();
        const refused = await whole.json(['report', QUESTION, EXAMPLE, '--id', 'all-2', '--gates', 'none']);
        expect(refused).toMatchObject({ code: 1, object: { error: { remedy: expect.stringMatching(/\w/) } } });
        mount(whole.data, `rw,${LARGE}`);
        await expectDone('all', kept, whole);
      } finally {
        proxy.release();
        mount(whole.data, `rw,${LARGE}`);
        await whole.run(['down']);
        mounted.splice(mounted.indexOf(whole.data), 1);
        spawnSync('umount', ['-l', whole.data]);
        await whole.end();
      }
    },
  );
});
