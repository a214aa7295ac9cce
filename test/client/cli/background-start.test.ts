import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startInBackground, upLogPath } from '../../../client/cli/background-start.ts';
import { findLocal } from '../../../client/cli/connection.ts';
import { type StubInstance, startStub } from './stub-instance.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'dossier-background-'));

/** A stand-in for `dossier up` that says some lines, makes a file called `ready`, and ends with an exit code. */
function entryThat(
  folder: string,
  lines: readonly string[],
  { ready, code }: { ready: boolean; code: number },
): string {
  const path = join(folder, 'entry.mjs');
  const making = ready
    ? `writeFileSync(${JSON.stringify(join(folder, 'ready'))}, process.argv.slice(2).join(' '));`
    : '';
  writeFileSync(
    path,
    `import { writeFileSync } from 'node:fs';\nconsole.log(${JSON.stringify(lines.join('\n'))});\n${making}\nprocess.exitCode = ${code};\n`,
  );
  return path;
}

function findIn(folder: string): () => Promise<string | undefined> {
  return async () => (existsSync(join(folder, 'ready')) ? readFileSync(join(folder, 'ready'), 'utf8') : undefined);
}

test('a start is told step by step, logged, and waited for until it answers', async () => {
  const folder = newFolder();
  const told: string[] = [];
  const entry = entryThat(folder, ['Data: here', '  building Temporal'], { ready: true, code: 0 });
  const found = await startInBackground(folder, findIn(folder), (line) => told.push(line), entry);
  expect(found).toBe(`--idle-exit --data ${folder}`);
  expect(told[0]).toContain('starting one in the background');
  expect(readFileSync(upLogPath(folder), 'utf8')).toContain('building Temporal');
});

test('a start that dies is told in its own last words, with its remedy and the log', async () => {
  const folder = newFolder();
  const lines = ['Data: here', '  worker', 'No Temporal server program was found.', 'Install Go.'];
  const entry = entryThat(folder, lines, { ready: false, code: 1 });
  await expect(startInBackground(folder, findIn(folder), () => {}, entry)).rejects.toMatchObject({
    message: 'Dossier did not start (exit 1): No Temporal server program was found.',
    failure: { code: 'instance-unreachable', remedy: `Install Go. The log is ${upLogPath(folder)}.` },
  });
});

test('a folder that cannot be written is a sentence', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  await expect(startInBackground(join(folder, 'file'), findIn(folder), () => {})).rejects.toMatchObject({
    failure: { code: 'storage-failed' },
  });
});

test('an instance is found by its file only while its process lives and it answers', async () => {
  const folder = newFolder();
  const stub: StubInstance = await startStub();
  const write = (changes: object): void =>
    writeFileSync(
      join(folder, 'instance.json'),
      JSON.stringify({
        pid: process.pid,
        url: stub.url,
        token: 't',
        startedAt: '2026-11-20T10:00:00.000Z',
        ...changes,
      }),
    );
  try {
    expect(await findLocal(folder)).toBeUndefined();
    write({});
    expect((await findLocal(folder))?.url).toBe(stub.url);
    write({ pid: 2 ** 22 + 1 });
    expect(await findLocal(folder)).toBeUndefined();
    write({ url: 'http://127.0.0.1:9' });
    expect(await findLocal(folder)).toBeUndefined();
    writeFileSync(join(folder, 'instance.json'), '{"half":');
    expect(await findLocal(folder)).toBeUndefined();
  } finally {
    await stub.close();
  }
});
