import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { defaultDataFolder, settingsSchema } from '../../contract/configuration.ts';
import { malformedLines } from '../../contract/env-lines.ts';
import { DossierError } from '../../contract/failures.ts';
import { loadConfiguration, ROOT } from '../../workers/config.ts';

const NO_FILE = { DOSSIER_ENV_FILE: '/dev/null', DOSSIER_DATA: '/tmp/data' };

const folder = mkdtempSync(join(tmpdir(), 'dossier-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function envFile(text: string): string {
  const path = join(mkdtempSync(join(folder, 'env-')), '.env');
  writeFileSync(path, text);
  return path;
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DossierError && error.code === 'configuration-invalid') return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('configuration', () => {
  test('has defaults for everything, and an empty value counts as not set', () => {
    const { settings, dataFolder } = loadConfiguration({ ...NO_FILE, OPENAI_API_KEY: '', DOSSIER_TIME_SCALE: '' });
    expect(settings).toMatchObject({ DOSSIER_TIME_SCALE: 1, TEMPORAL_NAMESPACE: 'default', DOSSIER_LOG_LEVEL: 'info' });
    expect(settings.OPENAI_API_KEY).toBeUndefined();
    expect(dataFolder).toBe('/tmp/data');
  });

  test('reads the file, and the environment wins', () => {
    const DOSSIER_ENV_FILE = envFile(
      '# ours\nexport DOSSIER_PORT=7001\nTEMPORAL_NAMESPACE="quoted # one"\nDOSSIER_TIME_SCALE=0.5\n',
    );
    const { settings } = loadConfiguration({ DOSSIER_ENV_FILE, DOSSIER_PORT: '7002' });
    expect(settings).toMatchObject({ DOSSIER_PORT: 7002, TEMPORAL_NAMESPACE: 'quoted # one', DOSSIER_TIME_SCALE: 0.5 });
  });

  test('names every mistake in one table and never a value', () => {
    const DOSSIER_ENV_FILE = envFile('OPENAI_API_KEY\nsk-secret-line\nDOSSIER_PROT=1\nTEMPORAL_ADDRESS=secret-host\n');
    const message = messageOf(() =>
      loadConfiguration({ DOSSIER_ENV_FILE, DOSSIER_TIME_SCALE: 'secret', DATABASE_URL: 'mysql://me:secret@host/db' }),
    );
    expect(message.split('\n')).toEqual([
      '6 settings are wrong:',
      expect.stringMatching(/^ {2}\.env line 1 +is not of the form NAME=VALUE$/),
      expect.stringMatching(/^ {2}\.env line 2 +is not of the form NAME=VALUE$/),
      expect.stringMatching(/^ {2}\.env line 3 +DOSSIER_PROT is not a setting of Dossier/),
      expect.stringMatching(/^ {2}DOSSIER_TIME_SCALE +must be a number/),
      expect.stringMatching(/^ {2}TEMPORAL_ADDRESS +must be HOST:PORT$/),
      expect.stringMatching(/^ {2}DATABASE_URL +must be a postgres:\/\/ address$/),
    ]);
    expect(message).not.toContain('secret');
  });

  test.each([
    ['a value over several lines', 'KEY="one\ntwo"\nNEXT=1', []],
    ['a quote that is never closed', 'GOOD=1\nKEY="one\nNEXT=1', [2]],
    ['blank lines, comments and blanks around the name', '\n  # note\n  KEY = value # why\n', []],
    ['a name that is none', '1KEY=value\n=value', [1, 2]],
    ['Windows line ends', 'KEY=value\r\nWRONG\r\n', [2]],
  ])('%s', (_, text, lines) => {
    expect(malformedLines(text, '.env').map(({ where }) => where)).toEqual(lines.map((line) => `.env line ${line}`));
  });

  test.each([
    ['intranet.example', true],
    ['intranet.example:8080, [fd00::1]:80,10.0.0.5', true],
    ['http://intranet.example', false],
    ['intranet.example/path', false],
    ['ann@intranet.example', false],
    ['one.example two.example', false],
    [',', false],
  ])('hosts of the own network: %s', (DOSSIER_FETCH_PRIVATE_HOSTS, isGood) => {
    const read = () => loadConfiguration({ DOSSIER_ENV_FILE: '/dev/null', DOSSIER_FETCH_PRIVATE_HOSTS });
    if (isGood) expect(read().settings).toMatchObject({ DOSSIER_FETCH_PRIVATE_HOSTS });
    else expect(messageOf(read)).toContain('must be HOST or HOST:PORT');
  });

  test('the example file names only settings that exist', () => {
    const names = [...readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(10);
    expect(Object.keys(settingsSchema.shape)).toEqual(expect.arrayContaining(names));
  });

  test('data goes to the application-data folder of the platform', () => {
    expect(defaultDataFolder('linux', '/u', {})).toBe('/u/.local/share/dossier');
    expect(defaultDataFolder('linux', '/u', { XDG_DATA_HOME: '/x' })).toBe('/x/dossier');
    expect(defaultDataFolder('darwin', '/u', {})).toBe('/u/Library/Application Support/dossier');
  });
});
