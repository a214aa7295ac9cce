import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { instanceSchema } from '../../contract/instance.ts';
import { takeFolderLock } from '../../workers/folder-lock.ts';
import { isAlive, temporalServersOn } from '../../workers/process-table.ts';
import { endAll, eventually, newDataFolder, startUp, workerOf } from './stubs/start-up.ts';

jest.setTimeout(120_000);
afterEach(endAll, 30_000);

function instanceOf(data: string) {
  return instanceSchema.parse(JSON.parse(readFileSync(join(data, 'instance.json'), 'utf8')));
}

function post(data: string, path: string): Promise<Response> {
  const { url, token } = instanceOf(data);
  return fetch(`${url}/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
}

/** The environment that the stub of the API was started with. */
async function environmentOfApi(url: unknown): Promise<Record<string, string>> {
  const response = await fetch(`${url}/environment`);
  return z.record(z.string(), z.string()).parse(await response.json());
}

const temporalOf = (data: string) => temporalServersOn(join(data, 'temporal.sqlite'));

describe('dossier up', () => {
  test('survives the death of each process, is joined by a second start, and leaves nothing behind', async () => {
    const data = newDataFolder();
    const up = startUp({ data });
    const { url } = await up.printed;
    expect(instanceOf(data)).toMatchObject({ pid: up.pid, url });
    expect(statSync(join(data, 'instance.json')).mode & 0o777).toBe(0o600);

    const worker = await workerOf(data);
    process.kill(worker, 'SIGKILL');
    const nextWorker = await workerOf(data, worker);

    const [temporal = 0] = await temporalOf(data);
    const addressBefore = (await environmentOfApi(url)).TEMPORAL_ADDRESS;
    process.kill(temporal, 'SIGKILL');
    await eventually(async () => (await temporalOf(data)).find((pid) => pid !== temporal));
    expect((await environmentOfApi(url)).TEMPORAL_ADDRESS).toBe(addressBefore);

    const second = startUp({ data });
    expect(await second.printed).toMatchObject({ url, pid: up.pid, isNew: false });
    expect(await second.exit).toBe(0);

    up.kill('SIGTERM');
    expect(await up.exit).toBe(0);
    expect(isAlive(nextWorker)).toBe(false);
    expect(await temporalOf(data)).toEqual([]);
    expect(existsSync(join(data, 'instance.json'))).toBe(false);
  });

  test('takes over from a killed supervisor, with one Temporal and a new epoch', async () => {
    const data = newDataFolder();
    const first = startUp({ data });
    await first.printed;
    const worker = await workerOf(data);
    const [leftOver] = await temporalOf(data);
    first.kill('SIGKILL');
    await first.exit;
    await eventually(() => (isAlive(worker) ? undefined : true));

    const second = startUp({ data });
    const { url, isNew } = await second.printed;
    expect(isNew).toBe(true);
    const temporals = await temporalOf(data);
    expect(temporals).toHaveLength(1);
    expect(temporals).not.toContain(leftOver);
    const environment = await environmentOfApi(url);
    expect(environment).toMatchObject({
      DOSSIER_INSTANCE_EPOCH: '2',
      DOSSIER_DATA: data,
      TEMPORAL_NAMESPACE: 'default',
    });
  });

  test('two starts at once become one instance', async () => {
    const data = newDataFolder();
    const both = [startUp({ data }), startUp({ data })];
    const printed = await Promise.all(both.map((up) => up.printed));
    expect(printed.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
    expect(printed[0]?.url).toBe(printed[1]?.url);
    expect(await temporalOf(data)).toHaveLength(1);
  });

  test('with idle exit ends when the API says that nothing is going on, and not before', async () => {
    const data = newDataFolder();
    const up = startUp({ data, idleExitMs: 50 });
    await up.printed;
    await post(data, 'idle/false');
    expect(isAlive(up.pid)).toBe(true);
    await post(data, 'idle/true');
    expect(await up.exit).toBe(0);
    expect(await temporalOf(data)).toEqual([]);
  });

  test('a second start makes an idle instance stay, until it is asked to stop', async () => {
    const data = newDataFolder();
    const up = startUp({ data, idleExitMs: 1 });
    await up.printed;
    await startUp({ data }).exit;
    await post(data, 'idle/true');
    const worker = await workerOf(data);
    process.kill(worker, 'SIGKILL');
    await workerOf(data, worker);
    expect(isAlive(up.pid)).toBe(true);
    await post(data, 'stop');
    expect(await up.exit).toBe(0);
  });

  test('a second start that may end by itself leaves the idle exit of the first as it is', async () => {
    const data = newDataFolder();
    const up = startUp({ data, idleExitMs: 1 });
    await up.printed;
    await startUp({ data, idleExitMs: 1 }).exit;
    await post(data, 'idle/true');
    expect(await up.exit).toBe(0);
  });

  test('a process that never starts ends the start with its last words', async () => {
    const data = newDataFolder();
    const up = startUp({ data, worker: 'broken-process.ts' });
    const { error } = await up.printed;
    expect(error).toMatchObject({ message: expect.stringContaining('the stub has no engine') });
    expect(error).toMatchObject({ remedy: expect.stringContaining('worker.log') });
    expect(await up.exit).toBe(1);
    expect(await temporalOf(data)).toEqual([]);
  });

  test('a port that was asked for and is taken is wrong use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const up = startUp({ data: newDataFolder(), port });
    expect(await up.printed).toMatchObject({
      error: { code: 'port-taken', message: expect.stringContaining(String(port)) },
    });
    expect(await up.exit).toBe(2);
    server.close();
  });

  test('a data folder held by something that does not answer is named, with its holder', async () => {
    const data = newDataFolder();
    const lock = takeFolderLock(join(data, 'lock.sqlite'));
    const up = startUp({ data, patienceMs: 300 });
    expect(await up.printed).toMatchObject({
      error: { code: 'data-folder-held', message: expect.stringContaining(data) },
    });
    expect(await up.exit).toBe(1);
    lock?.release();
  });

  test('a signal in the middle of the start leaves nothing behind', async () => {
    const data = newDataFolder();
    const up = startUp({ data });
    await eventually(async () => (await temporalOf(data))[0]);
    up.kill('SIGINT');
    expect(await up.exit).toBe(0);
    expect(await temporalOf(data)).toEqual([]);
  });
});
