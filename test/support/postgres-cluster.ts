import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** A private PostgreSQL on a loopback port of its own. */
export interface PostgresCluster {
  what: string;
  url: string;
  /** Empties the database. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/**
 * Starts Debian's PostgreSQL where it is installed and runs, else the one that comes by npm (`@electric-sql/pglite`).
 * `DOSSIER_TEST_POSTGRES=pglite` asks for the second.
 */
export async function startPostgres(): Promise<PostgresCluster> {
  const programs = process.env.DOSSIER_TEST_POSTGRES === 'pglite' ? null : debianPrograms();
  if (programs !== null) {
    try {
      return await start('Debian', (folder, port) => startDebian(programs, folder, port));
    } catch (error) {
      process.stderr.write(`The installed PostgreSQL does not run here, so pglite takes its place. ${error}\n`);
    }
  }
  return start('pglite', (_folder, port) => startPglite(port));
}

async function start(what: string, launch: (folder: string, port: number) => ChildProcess): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-postgres-'));
  let server: ChildProcess | null = null;
  const stop = async () => {
    if (server !== null) await stopped(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    server = launch(folder, port);
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    await untilReady(url, server);
    return { what, url, clear: () => clear(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function debianPrograms(): string | null {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`);
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

function startDebian(programs: string, folder: string, port: number): ChildProcess {
  // PostgreSQL refuses to run as root. setpriv replaces itself by the program, so that its pid is the server's.
  const asUser: string[] = [];
  if (process.getuid?.() === 0) {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
    asUser.push('--reuid=postgres', '--regid=postgres', '--init-groups');
  }
  const data = join(folder, 'data');
  const initdb = [join(programs, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync('setpriv', [...asUser, '--inh-caps=-all', ...initdb, '--locale=C.UTF-8'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: folder,
  });
  const settings = [`listen_addresses=127.0.0.1`, `port=${port}`, `unix_socket_directories=${folder}`, 'fsync=off'];
  const command = [join(programs, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  // Where the tests are killed, the server goes with them.
  return spawn('setpriv', [...asUser, '--pdeathsig=INT', ...command], { stdio: 'ignore', cwd: folder });
}

function startPglite(port: number): ChildProcess {
  return fork(join(import.meta.dirname, 'pglite-server.ts'), [String(port)], { execArgv: [], stdio: 'inherit' });
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error('The PostgreSQL for tests did not start.', { cause: error });
      await delay(50);
    }
  }
}

async function clear(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  await client.end();
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  // SIGINT: PostgreSQL's fast shutdown.
  server.kill('SIGINT');
  await exit;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
