import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDossierClient } from '../../../client/library/dossier-client.ts';
import { eventually } from '../../end-to-end/eventually.ts';

const ENTRY = resolve('client/api/main.ts');
const TOKEN = 'token-of-a-test';

let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dossier-api-main-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** Where nobody listens: no process is given this port, and few may take it. */
const NOBODY = '127.0.0.1:1';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts the process as the supervisor does, with a Temporal that is away, and gives the messages that it sends. */
async function start(changes: Record<string, string> = {}) {
  const env = {
    ...{ PATH: process.env.PATH, HOME: folder, DOSSIER_DATA: folder, DOSSIER_TOKEN: TOKEN },
    ...{ DOSSIER_API_PORT: String(await freePort()), TEMPORAL_ADDRESS: NOBODY, ...changes },
  };
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const started = fork(ENTRY, { env, execArgv, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  child = started;
  let output = '';
  for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const messages: unknown[] = [];
  started.on('message', (message) => messages.push(message));
  const ended = once(started, 'exit').then(([code]) => ({ code, output }));
  const said = (word: string) =>
    eventually(`the message "${word}"`, () =>
      messages.find((message) => typeof message === 'object' && message !== null && word in message),
    );
  return { started, ended, said };
}

/** Starts it, perhaps on another port: somebody may have taken the free one meanwhile. */
async function serving(changes: Record<string, string> = {}) {
  const running = await start({ DOSSIER_API_PORT_MAY_MOVE: 'true', ...changes });
  const died = running.ended.then(({ output }) => Promise.reject(new Error(output)));
  const { url } = ((await Promise.race([running.said('ready'), died])) as { ready: { url: string } }).ready;
  return { ...running, url, client: createDossierClient({ url, token: TOKEN }) };
}

describe('the process of the API', () => {
  it('serves while Temporal is away, says so, and passes on the wish to stop', async () => {
    const { client, said } = await serving();
    expect(await client.health()).toEqual({ ok: true });
    expect(await client.instance()).toMatchObject({ temporal: { reachable: false }, paths: { data: folder } });
    await client.stop();
    expect(await said('stop')).toEqual({ stop: true });
  });

  it('ends in order on SIGTERM although a stream is open', async () => {
    const { client, started, ended } = await serving();
    const opened = new Promise<void>((resolve) => {
      const changes = client.changes({ onConnection: (state) => state === 'connected' && resolve(), giveUpAfterMs: 0 });
      changes.next().catch(() => {});
    });
    await opened;
    started.kill('SIGTERM');
    const { code, output } = await ended;
    expect(code).toBe(0);
    expect(output).toMatch('"msg":"closing"');
    expect(output).not.toMatch(TOKEN);
  });

  it('ends when its supervisor is gone', async () => {
    const { started, ended } = await serving();
    started.disconnect();
    expect((await ended).code).toBe(0);
  });

  it('takes the next port where somebody was faster, and only where it may', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const env = { DOSSIER_API_PORT: String(port) };
    const refused = await (await start(env)).ended;
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('The port of the API is taken.')]);
    const { client, url } = await serving(env);
    expect(Number(new URL(url).port)).toBeGreaterThan(port);
    expect(await client.health()).toEqual({ ok: true });
    taken.close();
  });

  it.each([
    ['without a token', { DOSSIER_TOKEN: '' }, /DOSSIER_TOKEN is not set/],
    ['with a wrong setting', { DOSSIER_TIME_SCALE: 'x' }, /DOSSIER_TIME_SCALE\s+must be a number/],
  ])('does not start %s, and says why', async (_, env, words) => {
    const { code, output } = await (await start(env)).ended;
    expect(code).toBe(1);
    expect(output).toMatch(words);
    expect(output).not.toMatch(/\n\s+at /);
  });
});
