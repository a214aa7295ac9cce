import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DossierError } from '../../../contract/failures.ts';
import { plainEnvironment } from '../../config.ts';
import { LOOPBACK } from '../../ports.ts';
import { type ServerProcess, startProcess, untilServing } from './server-process.ts';

/** What PostgreSQL is started with. */
export interface PostgresPlan {
  /** Folder of its programs. */
  programs: string;
  folder: string;
  port: number;
  password: string;
  /** Made where they are missing. */
  databases: readonly string[];
}

/** A running PostgreSQL; the superuser is `dossier`. */
export interface PostgresServer {
  process: ServerProcess;
  urlOf(database: string): string;
}

export const POSTGRES_USER = 'dossier';
const READY_MS = 60_000;

/** Starts PostgreSQL on loopback on a folder that keeps its data, made at the first start. As root it runs as the user `postgres`. */
export async function startPostgresServer(plan: PostgresPlan): Promise<PostgresServer> {
  const { programs, folder, port, password } = plan;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = ownerOf(folder);
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(plan, data, owner);
  const log = join(folder, 'postgres.log');
  const settings = [`listen_addresses=${LOOPBACK}`, `port=${port}`, `unix_socket_directories=${folder}`];
  const started = startProcess({
    name: 'PostgreSQL',
    program: join(programs, 'postgres'),
    args: ['-D', data, ...[...settings, 'max_connections=200'].flatMap((setting) => ['-c', setting])],
    env: plainEnvironment(),
    // SIGINT: the fast shutdown, which does not wait for its clients.
    ...{ folder, log, asUser: owner.options, stopSignal: 'SIGINT' as const },
  });
  const urlOf = (database: string): string =>
    `postgres://${POSTGRES_USER}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${database}`;
  await untilServing(started, log, () => answers(urlOf('postgres')), READY_MS);
  await createDatabases(urlOf('postgres'), plan.databases);
  return { process: started, urlOf };
}

/** PostgreSQL refuses to run as root: then the folder is given to the user that Debian's package made. */
function ownerOf(folder: string): { options: string[] } {
  if (process.getuid?.() !== 0) return { options: [] };
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, id('-u'), id('-g'));
  const options = ['--reuid=postgres', '--regid=postgres', '--init-groups', '--inh-caps=-all'];
  try {
    execFileSync('setpriv', [...options, 'test', '-w', folder], { cwd: '/' });
  } catch (cause) {
    throw new DossierError('storage-failed', `The user postgres cannot get into ${folder}.`, {
      cause,
      remedy: 'Choose another folder with --data, below folders that everybody may enter; or do not run this as root.',
    });
  }
  return { options };
}

function initialise({ programs, folder, password }: PostgresPlan, data: string, owner: { options: string[] }): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner.options.length > 0) execFileSync('chown', ['postgres', passwordFile]);
  const authentication = ['-A', 'scram-sha-256', '-U', POSTGRES_USER, `--pwfile=${passwordFile}`];
  const command = [join(programs, 'initdb'), '-D', data, '-E', 'UTF8', '--locale=C.UTF-8', ...authentication];
  const [first = '', ...rest] = owner.options.length > 0 ? ['setpriv', ...owner.options, ...command] : command;
  try {
    execFileSync(first, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  } finally {
    execFileSync('rm', ['-f', passwordFile]);
  }
}

async function answers(url: string): Promise<boolean> {
  await withClient(url, (client) => client.query('select 1'));
  return true;
}

async function createDatabases(url: string, databases: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    const there = new Set(rows.map(({ datname }) => datname));
    for (const name of databases)
      if (!there.has(name)) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
