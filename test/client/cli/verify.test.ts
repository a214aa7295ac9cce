import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORIGINALS, realBundle } from '../../support/real-bundle.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));

beforeAll(async () => {
  const { text } = await realBundle();
  writeFileSync(join(folder, 'good.json'), text);
  writeFileSync(join(folder, 'bad.json'), text.replace('30 dollars', '31 dollars'));
  for (const [name, content] of Object.entries(ORIGINALS)) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `dossier verify` in the folder of the bundle, as a person would, without any instance. */
function dossierVerify(...args: string[]) {
  return piped('', ...args);
}

/** The same with something on standard input. */
function piped(input: string, ...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const env = { ...process.env, DOSSIER_ENV_FILE: '/dev/null', DOSSIER_DATA: join(folder, 'no-data') };
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'dossier.js'), 'verify', ...args], { cwd: folder, env });
  child.stdin.on('error', () => {}).end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('dossier verify', () => {
  it('ends with 0 where the bundle and the originals hold', async () => {
    expect(await dossierVerify('good.json', '.')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The bundle of job job-1 holds (6 sentences, 3 quotes, 1 recorded query'),
    });
  });

  it('ends with 1 and the list of what does not hold', async () => {
    const { code, stdout } = await dossierVerify('bad.json', '--json');
    expect(code).toBe(1);
    const { holds, discrepancies } = JSON.parse(stdout);
    expect(holds).toBe(false);
    expect(discrepancies[0]).toMatchObject({ check: 'seal', message: 'It was altered after it was written.' });
  });

  it('ends with 2 where there is nothing to verify', async () => {
    expect(await dossierVerify('nowhere.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no file'),
    });
    expect(await dossierVerify('letter.txt')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no bundle of Dossier'),
    });
    expect((await dossierVerify()).code).toBe(2);
    const { code, stdout } = await dossierVerify('good.json', 'nowhere', '--json');
    expect([code, JSON.parse(stdout).error.code]).toEqual([2, 'path-missing']);
  });

  it('reads a bundle that is piped in, by either name', async () => {
    const text = readFileSync(join(folder, 'good.json'), 'utf8');
    for (const name of ['-', '/dev/stdin']) expect(await piped(text, name)).toMatchObject({ code: 0, stderr: '' });
    expect(await piped('', '-')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('What came on standard input is no bundle of Dossier: it is empty.'),
    });
  });

  it('tells of a byte order mark, and checks everything behind it', async () => {
    for (const [name, checks] of [
      ['good.json', ['form']],
      ['bad.json', ['form', 'seal']],
    ] as const) {
      writeFileSync(join(folder, 'marked.json'), `\ufeff${readFileSync(join(folder, name), 'utf8')}`);
      const { code, stdout } = await dossierVerify('marked.json', '--json');
      expect(code).toBe(1);
      const { discrepancies, counts } = JSON.parse(stdout);
      expect(discrepancies[0].message).toContain('a byte order mark stands at its start');
      expect(discrepancies.map(({ check }: { check: string }) => check)).toEqual(expect.arrayContaining([...checks]));
      expect(counts.quotes).toBeGreaterThan(0);
      if (name === 'good.json') expect(discrepancies).toHaveLength(1);
    }
  });
});
