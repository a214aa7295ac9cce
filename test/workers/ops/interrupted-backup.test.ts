import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openFolderArtifacts } from '../../../store/artifacts/folder.ts';

jest.setTimeout(300_000);

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PRELOAD = join(ROOT, 'test', 'support', 'die-at-step.ts');
const AT_ONCE = 2;

const folder = mkdtempSync(join(tmpdir(), 'dossier-interrupted-'));
const data = join(folder, 'data');
const whole = join(folder, 'whole');

beforeAll(async () => {
  mkdirSync(data);
  for (const name of ['ledger.sqlite', 'temporal.sqlite']) {
    const database = new DatabaseSync(join(data, name));
    database.exec(`create table t (name text); insert into t values ('${name}')`);
    database.close();
  }
  writeFileSync(join(data, 'temporal-version'), '1.29.1\n');
  writeFileSync(join(data, 'instance-epoch'), '7\n');
  const artifacts = await openFolderArtifacts(join(data, 'artifacts'));
  for (const text of ['one', 'two', 'three']) await artifacts.putText(text, { mediaType: 'text/plain', title: text });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** What it did to the disk, in order. */
  steps: string[];
  said: string;
}

/** Runs an operation as the command line does, dying before a step where one is given. */
function operate(name: 'backup' | 'restore' | 'up', dataFolder: string, copy?: string, dieAt = 0): Promise<Ran> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    PRELOAD,
    join(ROOT, 'workers', 'ops', `${name}.ts`),
  ];
  const child = spawn(
    process.execPath,
    [...args, '--data', dataFolder, '--json', ...(copy === undefined ? [] : ['--', copy])],
    {
      env: { PATH: process.env.PATH ?? '', DOSSIER_ENV_FILE: '/dev/null', DIE_AT_STEP: String(dieAt) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const steps = [...errors.matchAll(/^STEP (\w+)$/gm)].map(([, step]) => step ?? '');
      resolve({ code, signal, steps, said: said + errors });
    });
  });
}

/** The numbers of the steps to die before: every one that gives something its name, and the last of each other kind. */
function chosen(steps: readonly string[]): number[] {
  return steps.flatMap((kind, index) => (kind === 'rename' || steps.lastIndexOf(kind) === index ? [index + 1] : []));
}

async function each(steps: readonly number[], work: (step: number) => Promise<void>): Promise<void> {
  const rest = steps.values();
  const worker = async () => {
    for (const step of rest) await work(step);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Names and bytes of everything in a folder but what says when it was made. */
function contents(of: string): Record<string, string> {
  const all = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !/lock|holder|backup\.json/.test(path));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(of.length), readFileSync(path, 'base64')]));
}

test('a backup that is killed before any of its steps has no name or is whole, and the next one is whole', async () => {
  const { code, steps } = await operate('backup', data, whole);
  expect(code).toBe(0);
  expect(steps).toEqual(expect.arrayContaining(['link', 'writeFile', 'rename']));
  await each(chosen(steps), async (step) => {
    const copy = join(folder, 'backups', String(step), 'copy');
    expect(await operate('backup', data, copy, step)).toMatchObject({ signal: 'SIGKILL' });
    const isNamed = existsSync(copy);
    expect(isNamed).toBe(step > steps.indexOf('rename') + 1);
    if (!isNamed) expect(await operate('backup', data, copy)).toMatchObject({ code: 0 });
    expect(contents(copy)).toEqual(contents(whole));
  });
});

test('a restore that is killed before any of its steps passes for whole neither to a backup nor to a start, and the next one is whole', async () => {
  const intact = join(folder, 'intact');
  const { code, steps } = await operate('restore', intact, whole);
  expect(code).toBe(0);
  const named = steps.lastIndexOf('rm') + 1;
  await each(chosen(steps), async (step) => {
    const target = join(folder, 'restored', String(step));
    expect(await operate('restore', target, whole, step)).toMatchObject({ signal: 'SIGKILL' });
    expect(existsSync(join(target, 'restoring')) || !existsSync(join(target, 'ledger.sqlite'))).toBe(true);
    if (step === named) {
      // All is in its place, but not known to be on the disk.
      expect(existsSync(join(target, 'ledger.sqlite'))).toBe(true);
      const refused = { code: 2, said: expect.stringMatching('backup-invalid') };
      expect(await operate('backup', target, join(folder, 'copy'))).toMatchObject(refused);
      expect(await operate('up', target)).toMatchObject({ said: expect.stringMatching('was interrupted') });
    }
    expect(await operate('restore', target, whole)).toMatchObject({ code: 0 });
    expect(contents(target)).toEqual(contents(intact));
  });
});
