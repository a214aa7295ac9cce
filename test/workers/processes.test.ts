import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createDataFolder, dataPaths } from '../../workers/paths.ts';
import { isAlive } from '../../workers/process-table.ts';
import { restartDelayMs } from '../../workers/restart-delay.ts';
import { RotatingLog } from '../../workers/rotating-log.ts';
import { SupervisedProcess } from '../../workers/supervised-process.ts';
import { guardServerVersion, temporalArguments } from '../../workers/temporal-server.ts';

const base = mkdtempSync(join(tmpdir(), 'dossier-processes-'));
const newFolder = () => mkdtempSync(join(base, 'case-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a supervised process', () => {
  test('that does not end when asked is ended after its grace time', async () => {
    const args = [join(import.meta.dirname, 'stubs', 'deaf-process.ts')];
    const log = new RotatingLog(join(newFolder(), 'deaf.log'));
    const command = async () => ({ program: process.execPath, args, env: {} });
    const deaf = new SupervisedProcess({ name: 'deaf', command, log, graceMs: 100 });
    await deaf.start();
    const { pid = 0 } = deaf;
    expect(isAlive(pid)).toBe(true);
    await deaf.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('that cannot be found says so', async () => {
    const log = new RotatingLog(join(newFolder(), 'missing.log'));
    const command = async () => ({ program: '/nowhere/program', args: [], env: {} });
    const missing = new SupervisedProcess({ name: 'missing', command, log, graceMs: 100 });
    await expect(missing.start()).rejects.toThrow(/missing does not start.*ENOENT/);
  });
});

describe('the delay before a restart', () => {
  test.each([
    [1, 0, 0],
    [2, 0, 250],
    [3, 0, 500],
    [20, 0, 10_000],
    [20, 60_000, 0],
  ])('after %d deaths, the last after %d ms, is %d ms', (failures, ranMs, expected) => {
    expect(restartDelayMs(failures, ranMs).ms).toBe(expected);
  });
});

describe('a rotating log', () => {
  test('keeps the newest files within its limits and goes on after a restart', () => {
    const folder = newFolder();
    const path = join(folder, 'x.log');
    const limits = { bytes: 10, files: 3 };
    const first = new RotatingLog(path, limits);
    for (const word of ['aaaaaa\n', 'bbbbbb\n', 'cccccc\n']) first.write(word);
    first.close();
    const second = new RotatingLog(path, limits);
    for (const word of ['dddddd\n', 'e\n']) second.write(word);
    second.close();
    expect(readdirSync(folder).sort()).toEqual(['x.log', 'x.log.1', 'x.log.2']);
    expect(['x.log', 'x.log.1', 'x.log.2'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
      'dddddd\ne\n',
      'cccccc\n',
      'bbbbbb\n',
    ]);
  });
});

describe('the embedded Temporal', () => {
  test('listens on loopback without a web interface, is tuned, and loses nothing that it acknowledged', () => {
    const given = temporalArguments('/d/t.sqlite', 7001, 'default').join(' ');
    for (const flags of [
      '--headless --ip 127.0.0.1 --port 7001',
      '--db-filename /d/t.sqlite',
      '--log-level warn',
      '--sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=full',
      '--dynamic-config-value history.timerProcessorMaxTimeShift="20ms"',
      '--dynamic-config-value history.workflowTaskRetryMaxInterval="1s"',
      '--dynamic-config-value history.transferProcessorMaxPollRPS=5000',
      '--search-attribute WaitingFor=Keyword --search-attribute Tags=KeywordList',
    ]) {
      expect(given).toContain(flags);
    }
  });

  test('of another minor version takes over only after a copy was made', () => {
    const paths = dataPaths(newFolder());
    createDataFolder(paths);
    const program = (serverVersion: string) => ({ path: '/t', serverVersion, source: 'PATH' });
    expect(guardServerVersion(paths, program('1.29.1'))).toBeUndefined();
    writeFileSync(paths.temporal, 'database');
    writeFileSync(`${paths.temporal}-wal`, 'log');
    expect(guardServerVersion(paths, program('1.29.4'))).toBeUndefined();
    const copy = guardServerVersion(paths, program('1.30.0'));
    expect(copy).toBe(`${paths.temporal}.before-1.30.0`);
    expect([`${copy}`, `${copy}-wal`].map((path) => readFileSync(path, 'utf8'))).toEqual(['database', 'log']);
    expect(readFileSync(paths.temporalVersion, 'utf8').trim()).toBe('1.30.0');
  });
});
