import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { bundleSchema } from '../../contract/bundle.ts';
import { takeFolderLock } from '../../workers/folder-lock.ts';
import { type Ended, EXAMPLE, Installation } from './installation.ts';

jest.setTimeout(240_000);

const QUESTION = 'Which team pays for the move?';
const installation = new Installation();
const elsewhere = new Installation();
const muted = new Installation();
const folder = mkdtempSync(join(tmpdir(), 'dossier-bad-input-'));
const paths = { empty: join(folder, 'empty'), mixed: join(folder, 'mixed'), bad: join(folder, 'bad') };
let stranger: Server;
let taken = 0;
/** Takes its time to be sure that nobody answers, so it runs beside the other tests. */
let held: Promise<Ended>;

/** Holds a data folder as an instance does, answers nothing, and runs a command on it. */
async function runOnHeldFolder(): Promise<Ended> {
  const lock = takeFolderLock(join(muted.data, 'lock.sqlite'));
  const path = join(muted.data, 'instance.json');
  const startedAt = '2026-11-20T10:00:00.000Z';
  writeFileSync(path, JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:9', token: 'none', startedAt }));
  writeFileSync(join(muted.data, 'holder'), `${process.pid}\n`);
  const ended = await muted.run(['jobs']);
  lock?.release();
  rmSync(path);
  return ended;
}

beforeAll(async () => {
  held = runOnHeldFolder();
  for (const path of Object.values(paths)) mkdirSync(path);
  writeFileSync(join(paths.mixed, 'good.md'), '# The move\n\nThe platform team pays for the move.\n');
  writeFileSync(join(paths.mixed, 'rows.csv'), 'team,tokens\nplatform,5\nsearch,7\n');
  for (const place of [paths.mixed, paths.bad]) {
    writeFileSync(join(place, 'nothing.md'), '');
    writeFileSync(join(place, 'picture.png'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    writeFileSync(join(place, 'noise.bin'), Buffer.from([...Array(2_000).keys()].map((index) => (index * 7) % 256)));
  }
  writeFileSync(join(paths.mixed, 'huge.txt'), 'The start of a long text.\n');
  truncateSync(join(paths.mixed, 'huge.txt'), 100_000_001);
  writeFileSync(join(folder, 'wrong.env'), 'DOSSIER_PORT=many\nthis is no setting\n');
  stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  taken = (stranger.address() as AddressInfo).port;
});

afterAll(async () => {
  stranger.close();
  await Promise.all([installation.end(), elsewhere.end(), muted.end()]);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

/** For people: words that say it on stderr, nothing on stdout, and no stack trace. */
function expectSentence(ended: Ended, code: number, words: RegExp): void {
  expect(ended.code).toBe(code);
  expect(ended.stderr).toMatch(words);
  expect(ended.stdout + ended.stderr).not.toMatch(/^ +at |node:internal|Error:/m);
}

test('good files among bad ones are read; the report lists each that could not be, and why', async () => {
  const ended = await installation.run(['report', QUESTION, paths.mixed, '--id', 'mixed', '--gates', 'none', '--wait']);
  expectSentence(ended, 0, /huge\.txt: .*100 MB/);
  const exported = await installation.run(['export', 'mixed', '--format', 'json']);
  const bundle = bundleSchema.parse(JSON.parse(exported.stdout));
  const named = bundle.sources.map(({ title }) => title);
  expect(named).toEqual(expect.arrayContaining(['good.md', 'rows.csv']));
  const unread = bundle.report.markdown.split('Sources that could not be read')[1] ?? '';
  for (const name of ['nothing.md', 'picture.png', 'noise.bin', 'huge.txt']) {
    expect(unread).toMatch(new RegExp(`${name}: \\w.*\\.`));
  }
});

test('nothing that can be read: the job does not pretend to have an answer', async () => {
  const ended = await installation.run(['report', QUESTION, paths.bad, '--id', 'bad', '--gates', 'none', '--wait']);
  expect([2, 3]).toContain(ended.code);
  expect(ended.stdout + ended.stderr).toMatch(/readable|read/);
  expect(ended.stdout + ended.stderr).not.toMatch(/^ +at |node:internal/m);
});

test.each<[string, string[], number, RegExp]>([
  ['a missing path', ['report', QUESTION, join(folder, 'nowhere')], 2, /no file or folder ".*nowhere"/],
  ['an empty folder', ['report', QUESTION, paths.empty], 2, /holds no files/],
  ['a question of one character', ['report', '?', EXAMPLE], 2, /1 character\.\nAsk a question/],
  ['a question of 100,000 characters', ['report', 'w'.repeat(100_000), EXAMPLE], 2, /100,000 characters/],
  ['a job that does not exist', ['show', 'nobody'], 2, /nobody.*\n.*dossier jobs/],
])('%s: exit code, one sentence with its remedy', async (_, args, code, words) => {
  expectSentence(await installation.run(args), code, words);
});

test('a malformed .env is one table', async () => {
  const ended = await installation.run(['jobs'], { DOSSIER_ENV_FILE: join(folder, 'wrong.env') });
  expectSentence(ended, 2, /2 settings are wrong:\n.*DOSSIER_PORT/s);
});

test('an explicit port that is taken', async () => {
  expectSentence(await elsewhere.run(['up', '--port', String(taken)]), 2, new RegExp(`${taken}`));
});

test('a data folder held by something that does not answer', async () => {
  expectSentence(await held, 1, new RegExp(`held by process ${process.pid}, which does not answer`));
});
