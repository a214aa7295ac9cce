import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError } from '../../contract/failures.ts';
import { INSTANCE_FILE, type Instance, instanceSchema } from '../../contract/instance.ts';
import { createDossierClient, type DossierClient } from '../library/dossier-client.ts';
import { startInBackground } from './background-start.ts';
import type { CliConfiguration } from './config.ts';
import { patientFetch } from './patient-fetch.ts';

/** An instance that answered. */
export interface Connection {
  client: DossierClient;
  url: string;
}

/** How long an instance whose process lives may take to answer: its API may be coming back. */
const PATIENCE_MS = 5_000;

/** What `instance.json` of a data folder says; undefined when there is none or it is not one of ours. */
export function readInstanceFile(dataFolder: string): Instance | undefined {
  try {
    const text = readFileSync(join(dataFolder, INSTANCE_FILE), 'utf8');
    return instanceSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(client: DossierClient): Promise<boolean> {
  try {
    return (await client.health()).ok;
  } catch {
    return false;
  }
}

/** The running instance of a data folder, if its process lives and answers now. */
export async function findLocal(dataFolder: string): Promise<(Connection & { instance: Instance }) | undefined> {
  const instance = readInstanceFile(dataFolder);
  if (instance === undefined || !isAlive(instance.pid)) return undefined;
  const client = createDossierClient({ url: instance.url, token: instance.token, via: 'cli', fetch: patientFetch() });
  return (await answers(client)) ? { client, url: instance.url, instance } : undefined;
}

async function findPatiently(dataFolder: string): Promise<Connection | undefined> {
  const startedAt = Date.now();
  for (;;) {
    const found = await findLocal(dataFolder);
    if (found !== undefined) return found;
    const instance = readInstanceFile(dataFolder);
    const mayComeBack = instance !== undefined && isAlive(instance.pid);
    if (!mayComeBack || Date.now() - startedAt > PATIENCE_MS) return undefined;
    await sleep(200);
  }
}

/** The instance that was named by address, with the token of this machine's instance where it is the same one. */
export function named(configuration: CliConfiguration, address: string): Connection {
  if (!/^https?:\/\/./.test(address) || !URL.canParse(address)) {
    throw new DossierError('request-invalid', `--server must be an http:// or https:// address, not "${address}".`, {
      field: 'server',
    });
  }
  const local = readInstanceFile(configuration.dataFolder);
  const isLocal = local !== undefined && new URL(local.url).origin === new URL(address).origin;
  const token = configuration.settings.DOSSIER_TOKEN ?? (isLocal ? local.token : undefined);
  const client = createDossierClient({ url: address, token, via: 'cli', fetch: patientFetch() });
  return { client, url: address.replace(/\/+$/, '') };
}

/**
 * The instance to talk to: `--server` or DOSSIER_URL; else the one of the data folder; else one that is started in the
 * background. Throws `instance-unreachable` when a named one does not answer or a new one does not start.
 */
export async function connectTo(
  configuration: CliConfiguration,
  server: string | undefined,
  progress: (line: string) => void,
): Promise<Connection> {
  const address = server ?? configuration.settings.DOSSIER_URL;
  if (address !== undefined) {
    const connection = named(configuration, address);
    await connection.client.health();
    return connection;
  }
  const found = await findPatiently(configuration.dataFolder);
  if (found !== undefined) return found;
  return startInBackground(configuration.dataFolder, () => findLocal(configuration.dataFolder), progress);
}
