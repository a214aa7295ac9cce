import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DossierError } from '../../../contract/failures.ts';
import { plainEnvironment } from '../../config.ts';
import { isPortFree, LOOPBACK } from '../../ports.ts';
import { writePrivateFile } from '../../private-file.ts';
import { waitForTemporal } from '../../temporal-admin.ts';
import { dynamicConfigurationFile } from '../../temporal-tuning.ts';
import { POSTGRES_USER } from './postgres-server.ts';
import { type ServerProcess, startProcess, untilServing } from './server-process.ts';

/** What the Temporal server is started with. */
export interface TemporalPlan {
  server: string;
  /** Its schema tool. */
  sql: string;
  folder: string;
  /** Where clients find it; by `lowPort`. */
  port: number;
  /** Of its services; by `servicePorts`. */
  services: ServicePorts;
  postgres: { port: number; password: string };
}

/** The databases that it needs. */
export const TEMPORAL_DATABASES = { temporal: 'temporal', temporal_visibility: 'visibility' } as const;
const READY_MS = 90_000;
const ROLES = ['frontend', 'history', 'matching', 'worker'] as const;

/** Where the services of a server find each other. */
export type ServicePorts = Record<(typeof ROLES)[number], { grpcPort: number; membershipPort: number }>;

/** Brings the schema up to date and starts Temporal's production server, all four services in one process, on loopback. */
export async function startTemporalCluster(plan: TemporalPlan): Promise<{ process: ServerProcess; address: string }> {
  mkdirSync(plan.folder, { recursive: true, mode: 0o700 });
  for (const [database, schema] of Object.entries(TEMPORAL_DATABASES)) await setUpSchema(plan, database, schema);
  const configuration = join(plan.folder, 'temporal.yaml');
  const dynamic = join(plan.folder, 'dynamic.yaml');
  writePrivateFile(dynamic, dynamicConfigurationFile());
  // JSON is YAML, too.
  writePrivateFile(configuration, JSON.stringify(configurationOf(plan, dynamic), null, 2));
  const log = join(plan.folder, 'temporal.log');
  const started = startProcess({
    ...{ name: 'the Temporal server', program: plan.server, folder: plan.folder, log },
    args: ['--config-file', configuration, '--allow-no-auth', 'start'],
    env: plainEnvironment(),
  });
  const address = `${LOOPBACK}:${plan.port}`;
  await untilServing(
    started,
    log,
    async () => {
      await (await waitForTemporal({ address, tls: false }, 0)).close();
      return true;
    },
    READY_MS,
  );
  return { process: started, address };
}

/** The server keeps the ports of its services in columns of 16 bits with a sign. */
const LOW_PORTS = { from: 20_000, to: 32_000 };

/** A free port that the server can remember. */
export async function lowPort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOW_PORTS.from, LOW_PORTS.to);
    if (await isPortFree(port)) return port;
  }
}

/**
 * Free ports for the services. A server that is started again keeps them: one that comes with others finds those of before in its table of
 * members, asks them, and is without owners of its shards until they are given up.
 */
export async function servicePorts(port: number): Promise<ServicePorts> {
  const taken = new Set([port]);
  const free = async (): Promise<number> => {
    for (;;) {
      const found = await lowPort();
      if (taken.has(found)) continue;
      taken.add(found);
      return found;
    }
  };
  const of = async (grpcPort: number) => ({ grpcPort, membershipPort: await free() });
  return {
    frontend: await of(port),
    history: await of(await free()),
    matching: await of(await free()),
    worker: await of(await free()),
  };
}

async function setUpSchema(plan: TemporalPlan, database: string, schema: string): Promise<void> {
  const run = (...words: string[]) =>
    promisify(execFile)(plan.sql, ['--plugin', 'postgres12', ...words], {
      cwd: plan.folder,
      env: {
        ...plainEnvironment(),
        ...{ SQL_HOST: LOOPBACK, SQL_PORT: String(plan.postgres.port), SQL_DATABASE: database },
        ...{ SQL_USER: POSTGRES_USER, SQL_PASSWORD: plan.postgres.password },
      },
    });
  try {
    // Makes the table of versions, and leaves one that is there alone.
    await run('setup-schema', '-v', '0.0');
    await run('update-schema', '--schema-name', `postgresql/v12/${schema}`);
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
    const last = said.trim().split('\n').at(-1) ?? '';
    throw new DossierError('storage-failed', `The schema of Temporal could not be set up in ${database}: ${last}`, {
      cause,
    });
  }
}

function configurationOf(plan: TemporalPlan, dynamic: string) {
  const services = Object.fromEntries(
    ROLES.map((role) => [role, { rpc: { ...plan.services[role], bindOnLocalHost: true } }]),
  );
  const sql = (databaseName: string, maxConns: number) => ({
    sql: {
      ...{ pluginName: 'postgres12', databaseName, connectAddr: `${LOOPBACK}:${plan.postgres.port}` },
      ...{ connectProtocol: 'tcp', user: POSTGRES_USER, password: plan.postgres.password },
      ...{ maxConns, maxIdleConns: maxConns, maxConnLifetime: '1h' },
    },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      ...{ defaultStore: 'main', visibilityStore: 'visibility', numHistoryShards: 4 },
      datastores: { main: sql('temporal', 20), visibility: sql('temporal_visibility', 5) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: LOOPBACK } },
    services,
    clusterMetadata: {
      ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10 },
      ...{ masterClusterName: 'active', currentClusterName: 'active' },
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `${LOOPBACK}:${plan.port}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    namespaceDefaults: { archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } } },
    dynamicConfigClient: { filepath: dynamic, pollInterval: '10s' },
  };
}
