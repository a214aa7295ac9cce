import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../workers/config.ts';

const base = mkdtempSync(join(tmpdir(), 'dossier-binary-'));
let folder = '';
let count = 0;
beforeEach(() => {
  count += 1;
  folder = join(base, String(count));
  for (const name of ['path', 'cache']) mkdirSync(join(folder, name), { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function program(path: string, script: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const temporal = (path: string, server: string) => program(path, `echo "temporal version 1 (Server ${server}, UI 1)"`);
const cached = () => join(folder, 'cache', 'dossier', 'temporal', '1.5.1', 'temporal');

/** A Go that "builds" the program it was asked for, and leaves a mark for each build. */
const go = (ending = '') =>
  program(
    join(folder, 'path', 'go'),
    `[ "$1" = version ] && exit 0
     echo x >> ${join(folder, 'builds')}
     printf '#!/bin/sh\\necho "temporal version 0 (Server 1.29.1, UI 1)"\\n' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"
     ${ending}`,
  );

function look(args: string[] = [], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'temporal-binary.js'), '--json', ...args], {
    env: {
      PATH: `${join(folder, 'path')}:/usr/bin:/bin`,
      XDG_CACHE_HOME: join(folder, 'cache'),
      DOSSIER_TEMPORAL_DOWNLOAD: 'off',
      ...more,
    },
  });
  return new Promise<{ code: number | null; found: unknown; said: string }>((resolve) => {
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('close', (code) => resolve({ code, found: out === '' ? undefined : JSON.parse(out), said }));
  });
}

describe('the Temporal program', () => {
  test('TEMPORAL_CLI_PATH comes before everything', async () => {
    temporal(join(folder, 'path', 'temporal'), '1.31.0');
    temporal(cached(), '1.29.1');
    const named = temporal(join(folder, 'mine'), '1.30.4');
    const { found } = await look([], { TEMPORAL_CLI_PATH: named });
    expect(found).toEqual({ path: named, serverVersion: '1.30.4', source: 'TEMPORAL_CLI_PATH' });
  });

  test('a TEMPORAL_CLI_PATH that names nothing usable is an error, not a reason to look elsewhere', async () => {
    temporal(cached(), '1.29.1');
    const { code, said } = await look([], { TEMPORAL_CLI_PATH: join(folder, 'nothing') });
    expect(code).toBe(1);
    expect(said).toContain('TEMPORAL_CLI_PATH names');
  });

  test('the PATH comes before the cache', async () => {
    temporal(cached(), '1.29.1');
    const path = temporal(join(folder, 'path', 'temporal'), '1.29.2');
    expect((await look()).found).toEqual({ path, serverVersion: '1.29.2', source: 'PATH' });
  });

  test('one on the PATH that is too old is passed over for the cache', async () => {
    temporal(join(folder, 'path', 'temporal'), '1.28.9');
    temporal(cached(), '1.29.1');
    expect((await look()).found).toEqual({ path: cached(), serverVersion: '1.29.1', source: 'cache' });
  });

  test('is built into the cache when it is nowhere, once for two who ask at the same time', async () => {
    go('sleep 0.5');
    const results = await Promise.all([look(), look()]);
    expect(results.map(({ found }) => found)).toEqual([
      expect.objectContaining({ path: cached() }),
      expect.objectContaining({ path: cached() }),
    ]);
    const { found } = await look();
    expect(found).toMatchObject({ source: 'cache' });
    expect(readdirSync(join(cached(), '..'))).toEqual(['temporal']);
    expect(readFileSync(join(folder, 'builds'), 'utf8')).toBe('x\n');
  });

  test('a lock left by a process that is gone, and half a build, do not stop the next', async () => {
    go();
    mkdirSync(join(cached(), '..', 'new-dead'), { recursive: true });
    writeFileSync(join(folder, 'cache', 'dossier', 'temporal', '1.5.1.lock'), '999999999 dead');
    expect((await look()).found).toMatchObject({ source: 'go install' });
    expect(readdirSync(join(cached(), '..'))).toEqual(['temporal']);
  });

  test('when every way fails, says the remedy in its last line', async () => {
    go('exit 1');
    const { code, said } = await look();
    expect(code).toBe(1);
    expect(said.trim().split('\n').at(-1)).toMatch(/^No Temporal server program was found .* TEMPORAL_CLI_PATH/);
    expect(existsSync(cached())).toBe(false);
  });

  test('--check builds nothing', async () => {
    go();
    const { code } = await look(['--check']);
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'builds'))).toBe(false);
  });
});
