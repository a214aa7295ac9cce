import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from './source-files.ts';

/** Makes the running Node say that it is an old one, so that bin/dossier.js looks for another. */
const PRETEND_OLD = ['--import', "data:text/javascript,Object.defineProperty(process,'version',{value:'v20.1.0'})"];

const CLI = `
const [word] = process.argv.slice(2);
if (word === 'wait') {
  process.on('SIGTERM', () => { process.stdout.write('told'); process.exit(7); });
  setInterval(() => {}, 60_000);
  process.stdout.write('ready ');
} else {
  process.stdout.write(process.argv.slice(2).join(','));
  process.exitCode = 3;
}
`;

const clone = mkdtempSync(join(tmpdir(), 'dossier-bin-'));

beforeAll(() => {
  for (const path of ['bin', 'scripts']) cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  writeFileSync(join(clone, 'package.json'), '{"type":"module"}');
  mkdirSync(join(clone, 'client', 'cli'), { recursive: true });
  writeFileSync(join(clone, 'client', 'cli', 'main.ts'), CLI);
});

afterAll(() => rmSync(clone, { recursive: true, force: true }));

function install(withNode: boolean): void {
  mkdirSync(join(clone, 'node_modules', '.bin'), { recursive: true });
  writeFileSync(join(clone, 'node_modules', '.package-lock.json'), '{}');
  if (withNode) symlinkSync(process.execPath, join(clone, 'node_modules', '.bin', 'node'));
}

function run(nodeArgs: string[], args: string[], signalOnOutput = false) {
  const child = spawn(process.execPath, [...nodeArgs, join(clone, 'bin', 'dossier.js'), ...args]);
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (signalOnOutput && out === 'ready ') child.kill('SIGTERM');
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

// In this order: first nothing is installed, then everything but a Node, then a Node too.
describe('bin/dossier.js', () => {
  test('says the remedy in one line when nothing is installed', async () => {
    const { code, err } = await run([], ['jobs']);
    expect(err).toMatch(/^[^\n]*run `npm ci`[^\n]*\n$/);
    expect(code).toBe(1);
  });

  test('says the remedy in one line when the Node is too old and none came with the packages', async () => {
    install(false);
    const { code, err } = await run(PRETEND_OLD, ['jobs']);
    expect(err).toMatch(/^[^\n]*install Node 24[^\n]*\n$/);
    expect(code).toBe(1);
  });

  test('runs in a Node that is new enough', async () => {
    expect(await run([], ['report', 'a b'])).toEqual({ code: 3, out: 'report,a b', err: '' });
  });

  test('keeps what it compiled beside the packages', () => {
    expect(readdirSync(join(clone, 'node_modules', '.cache', 'dossier', 'compiled'))).not.toEqual([]);
  });

  test('hands over to the packaged Node with arguments, exit code and signals', async () => {
    install(true);
    expect(await run(PRETEND_OLD, ['report', 'a b'])).toEqual({ code: 3, out: 'report,a b', err: '' });
    expect(await run(PRETEND_OLD, ['wait'], true)).toEqual({ code: 7, out: 'ready told', err: '' });
  });
});
