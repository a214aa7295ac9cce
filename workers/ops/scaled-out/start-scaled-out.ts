import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DossierError } from '../../../contract/failures.ts';
import { plainEnvironment, ROOT } from '../../config.ts';
import { freePort } from '../../ports.ts';
import { readFileIfThere, writePrivateFile } from '../../private-file.ts';
import { apiMember, type Member, offlineModelMember, workerMember } from './members.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { locateServers, postgresPrograms } from './programs.ts';
import { type S3Server, startS3Server } from './s3-server.ts';
import type { ServerProcess } from './server-process.ts';
import { lowPort, servicePorts, startTemporalCluster, TEMPORAL_DATABASES } from './temporal-cluster.ts';

/** What is started, and where. */
export interface ScaledOutOptions {
  /** Keeps everything; a fresh folder is a fresh installation. */
  folder: string;
  workers?: number;
  apis?: number;
  /** Milliseconds that the offline model waits before each answer. */
  offlineDelayMs?: number;
  /** More variables of workers and APIs: a provider, failpoints, a time scale. */
  env?: Record<string, string>;
  /** One line of progress. */
  report?(line: string): void;
}

/** The scaled-out form, running on this machine: everything on loopback, each a process of its own. */
export interface ScaledOut {
  token: string;
  /** Variables that make a worker or an API a part of it, secrets included. */
  env: Record<string, string>;
  databaseUrl: string;
  artifactsUrl: string;
  temporalAddress: string;
  workers: Member[];
  apis: Member[];
  postgres: ServerProcess;
  s3: ServerProcess;
  temporal: {
    readonly pid: number;
    kill(signal: NodeJS.Signals): void;
    /** Starts it again where it was killed, at the same address; resolves when it answers. */
    start(): Promise<void>;
  };
  /** Ends all in order: APIs, workers, then what they need. */
  stop(): Promise<void>;
}

const NAMESPACE = 'dossier';
const LEDGER_DATABASE = 'dossier';
const secretsSchema = z.object({ token: z.string(), postgres: z.string(), s3Access: z.string(), s3Secret: z.string() });
type Secrets = z.infer<typeof secretsSchema>;

/**
 * Starts PostgreSQL, Temporal's production server on it, an S3 server, workers and APIs. Servers that are missing are built with Go first, which
 * takes minutes once per machine. Throws `DossierError`, with everything stopped again.
 */
export async function startScaledOut(options: ScaledOutOptions): Promise<ScaledOut> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    return { ...(await startAll(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<void>)[];

async function startAll(options: ScaledOutOptions, stops: Stops): Promise<Omit<ScaledOut, 'stop'>> {
  const report = options.report ?? (() => {});
  mkdirSync(options.folder, { recursive: true, mode: 0o711 });
  const secrets = secretsOf(join(options.folder, 'secrets.json'));
  const { postgres, s3, temporal } = await startServers(options.folder, secrets, stops, report);
  const env = { ...options.env, ...environmentOf(secrets, postgres, s3, temporal.address) };
  await prepareTemporal(env);
  report(`Temporal: the namespace ${NAMESPACE} and its search attributes are there`);
  const logs = join(options.folder, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const keep = (member: Member): Member => {
    stops.push(() => member.stop());
    report(`${member.name}: pid ${member.pid}${member.url ? `, ${member.url}` : ''}`);
    return member;
  };
  const model = keep(await offlineModelMember(logs, options.offlineDelayMs ?? 0));
  const withModel = { ...env, ...(model.url && { DOSSIER_OFFLINE_MODEL_URL: `${model.url}/v1` }) };
  const { DOSSIER_TOKEN: _token, ...workerEnv } = withModel;
  const workers: Member[] = [];
  const apis: Member[] = [];
  for (let number = 1; number <= (options.workers ?? 2); number += 1)
    workers.push(keep(await workerMember(`worker-${number}`, logs, workerEnv)));
  for (let number = 1; number <= (options.apis ?? 2); number += 1)
    apis.push(keep(await apiMember(`api-${number}`, logs, withoutProviderKeys(withModel))));
  return {
    ...{ token: secrets.token, env: withModel, workers, apis, temporal: temporal.control },
    ...{ databaseUrl: postgres.urlOf(LEDGER_DATABASE), artifactsUrl: s3.url, temporalAddress: temporal.address },
    ...{ postgres: postgres.process, s3: s3.process },
  };
}

async function startServers(folder: string, secrets: Secrets, stops: Stops, report: (line: string) => void) {
  const postgresFolder = postgresPrograms();
  if (postgresFolder === null)
    throw new DossierError('internal', 'PostgreSQL is not installed.', {
      remedy: 'Install it (Debian: apt-get install postgresql) and start again.',
    });
  const programs = await locateServers(['temporalServer', 'temporalSql', 's3'], { report });
  const port = await freePort();
  const databases = [LEDGER_DATABASE, ...Object.keys(TEMPORAL_DATABASES)];
  const postgres = await startPostgresServer({
    ...{ programs: postgresFolder, folder: join(folder, 'postgres'), port, password: secrets.postgres, databases },
  });
  stops.push(() => postgres.process.stop());
  report(`PostgreSQL: pid ${postgres.process.pid}, port ${port}`);
  const s3 = await startS3Server({
    ...{ program: programs.s3, folder: join(folder, 's3'), port: await freePort(), bucket: 'dossier-artifacts' },
    ...{ accessKey: secrets.s3Access, secretKey: secrets.s3Secret },
  });
  stops.push(() => s3.process.stop());
  report(`S3: pid ${s3.process.pid}, ${s3.url}`);
  const temporalPort = await lowPort();
  const plan = {
    ...{ server: programs.temporalServer, sql: programs.temporalSql, folder: join(folder, 'temporal') },
    ...{ port: temporalPort, services: await servicePorts(temporalPort) },
    postgres: { port, password: secrets.postgres },
  };
  const start = () => startTemporalCluster(plan);
  let running = await start();
  stops.push(() => running.process.stop());
  report(`Temporal: pid ${running.process.pid}, ${running.address}`);
  const control: ScaledOut['temporal'] = {
    get pid() {
      return running.process.pid;
    },
    kill: (signal) => running.process.signal(signal),
    async start() {
      if (!running.process.isRunning()) running = await start();
    },
  };
  return { postgres, s3, temporal: { address: running.address, control } };
}

function environmentOf(secrets: Secrets, postgres: PostgresServer, s3: S3Server, temporalAddress: string) {
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: NAMESPACE,
    DATABASE_URL: postgres.urlOf(LEDGER_DATABASE),
    ARTIFACTS_URL: s3.url,
    ...s3.env,
    DOSSIER_TOKEN: secrets.token,
  };
}

/** An API makes no model call, so it gets no provider's key. */
function withoutProviderKeys(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name === 'TEMPORAL_API_KEY' || !name.endsWith('_API_KEY')),
  );
}

/** Made at the first start, and kept, readable by the owner only: the databases remember their passwords. */
function secretsOf(path: string): Secrets {
  const text = readFileIfThere(path);
  if (text !== undefined) return secretsSchema.parse(JSON.parse(text));
  const secret = (): string => randomBytes(24).toString('hex');
  const secrets = { token: secret(), postgres: secret(), s3Access: secret().slice(0, 20), s3Secret: secret() };
  writePrivateFile(path, `${JSON.stringify(secrets)}\n`);
  return secrets;
}

async function prepareTemporal(env: Record<string, string>): Promise<void> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'workers', 'ops', 'prepare-temporal.ts')], {
    env: { ...plainEnvironment(), DOSSIER_ENV_FILE: '/dev/null', ...env },
  });
}
