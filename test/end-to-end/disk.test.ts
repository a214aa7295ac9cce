import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { tinyDisksWork } from '../support/tiny-disk.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, SHORT_QUESTION } from './installation.ts';
import { createModelProxy } from './model-proxy.ts';

jest.setTimeout(300_000);

/** Above what a start needs; memory is taken only for what is written. */
const LARGE = 'size=700m';
const MOST_TRIES = 50;
const PATIENCE_MS = 120_000;
const proxy = await createModelProxy();
await proxy.open();
const SETTINGS = {
  OPENAI_BASE_URL: proxy.url,
  OPENAI_API_KEY: 'none',
  DOSSIER_TIME_SCALE: '0.05',
};
const installation = new Installation(SETTINGS);
const artifacts = join(installation.data, 'artifacts');
/** The ledger's file alone on a disk of its own, so that it is full where Temporal's is not. */
const ledgerDisk = join(installation.data, 'disk-of-the-ledger');
const mounted: string[] = [];

/** A file system in memory, which a remount makes full, read-only, and whole again without touching what it holds. */
function mount(folder: string, options: string | (() => string)): void {
  const more = mounted.includes(folder) ? 'remount,' : '';
  for (let tries = 0; ; tries += 1) {
    const now = typeof options === 'string' ? options : options();
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `${more}${now}`, 'tmpfs', folder]);
    if (status === 0) break;
    // It does not become read-only while a file is being written, nor smaller than what was written since it was measured.
    if (tries === MOST_TRIES) throw new Error(`mount ${now}: ${stderr}`);
    spawnSync('sleep', ['0.1']);
  }
  if (more === '') mounted.push(folder);
}

/** Leaves no room: the size becomes what is used. */
function fill(folder: string): void {
  mount(folder, () => {
    const { stdout } = spawnSync('df', ['--output=used', '-k', folder], { encoding: 'utf8' });
    return `size=${Math.max(4, Number(stdout.trim().split('\n').at(-1)))}k`;
  });
}

afterAll(async () => {
  proxy.release();
  for (const folder of mounted) mount(folder, `rw,${LARGE}`);
  await installation.run(['down']);
  for (const folder of mounted.toReversed()) spawnSync('umount', ['-l', folder]);
  await installation.end();
  await proxy.close();
}, 120_000);

const testOnDisks = (await tinyDisksWork()) ? test : test.skip;
const start = (id: string, where = installation) =>
  where.json(['report', SHORT_QUESTION, EXAMPLE, '--id', id, '--gates', 'none']);
const answered = (id: string, where = installation) => where.calls(id).filter(({ state }) => state === 'answered');

/** Brings a job into research and holds the answers of its calls back. */
async function heldInResearch(id: string, where = installation): Promise<void> {
  expect(await start(id, where)).toMatchObject({ code: 0 });
  await eventually(
    'research',
    () => (answered(id, where).some(({ step }) => step === 'research') ? true : undefined),
    PATIENCE_MS,
  );
  proxy.hold();
  await eventually('calls in flight', () => (proxy.inFlight() > 0 ? true : undefined));
}

/** The job goes on by itself: nobody retries anything. */
async function expectDone(id: string, kept: unknown[], where = installation): Promise<void> {
  await where.untilDone(id, PATIENCE_MS);
  expect(where.calls(id)).toEqual(expect.arrayContaining(kept));
}

/** Disks that artifacts and ledger are on, whole; Temporal's database stays where it is. */
function mountDisks(): void {
  if (mounted.length === 0) {
    for (const folder of [artifacts, ledgerDisk]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    symlinkSync(join(ledgerDisk, 'ledger.sqlite'), join(installation.data, 'ledger.sqlite'));
  }
  for (const folder of [artifacts, ledgerDisk]) mount(folder, `rw,${LARGE}`);
}

describe('the disk under a running job', () => {
  testOnDisks.each([
    ['full', 'artifacts and ledger', () => [artifacts, ledgerDisk].forEach(fill), 'storage-full'],
    ['read-only', 'artifacts', () => mount(artifacts, `ro,${LARGE}`), 'storage-failed'],
  ])('becomes %s, that of %s: the job parks and says so, and goes on after the mend', async (how, _, spoil, code) => {
    mountDisks();
    await heldInResearch(how);
    const kept = answered(how);
    spoil();
    proxy.release();
    const parked = await installation.json(['watch', how, '--until-rest']);
    expect(parked).toMatchObject({ code: 3, object: { job: { status: 'needs_attention' } } });
    expect(JSON.stringify(parked.object)).toContain(code);
    // It looks again and again, and is parked between.
    await eventually(
      'the words for it',
      async () => (/disk|folder/i.test((await installation.run(['show', how])).stdout) ? true : undefined),
      PATIENCE_MS,
    );
    const refused = await start(`${how}-2`);
    expect(refused).toMatchObject({ code: 1, object: { error: { code, remedy: expect.stringMatching(/\w/) } } });
    mountDisks();
    await expectDone(how, kept);
  });

  testOnDisks(
    'of everything becomes full, Temporal with it, and is read-only at the next start: nothing is lost, and the job goes on after the mend',
    async () => {
      const whole = new Installation(SETTINGS);
      try {
        mount(whole.data, `rw,${LARGE}`);
        await heldInResearch('all', whole);
        const kept = answered('all', whole);
        fill(whole.data);
        proxy.release();
        const refused = await whole.json(['report', SHORT_QUESTION, EXAMPLE, '--id', 'all-2', '--gates', 'none']);
        expect(refused).toMatchObject({ code: 1, object: { error: { remedy: expect.stringMatching(/\w/) } } });
        mount(whole.data, `rw,${LARGE}`);
        expect(await whole.run(['down'])).toMatchObject({ code: 0 });
        mount(whole.data, `ro,${LARGE}`);
        expect(await whole.json(['show', 'all'])).toMatchObject({
          code: 1,
          object: { error: { code: 'storage-failed', remedy: expect.stringMatching(/\w/) } },
        });
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
