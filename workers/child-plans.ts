import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Configuration, plainEnvironment, ROOT } from './config.ts';
import { supervisorTold } from './models-told.ts';
import type { Command } from './supervised-process.ts';

/** The entry files of the Node processes of an instance; tests put stubs in their place. */
export interface Entries {
  worker: string;
  api: string;
  offlineModel: string;
  /** Tries changed workflows on the histories of open jobs, before the worker starts. */
  replayOpen: string;
}

/** What `dossier up` starts. */
export const ENTRIES: Entries = {
  worker: join(ROOT, 'workers', 'main.ts'),
  api: join(ROOT, 'client', 'api', 'main.ts'),
  offlineModel: join(ROOT, 'workers', 'offline-model', 'main.ts'),
  replayOpen: join(ROOT, 'workers', 'ops', 'replay-open.ts'),
};

/** What the processes of one instance know of each other; changes when one of them comes back elsewhere. */
export interface Surroundings {
  temporalAddress: string;
  offlineModelUrl: string | undefined;
  offlineModelPort: number;
  apiPort: number;
  /** Whether the API may take another port where somebody else has it: always, unless a person named the port. */
  apiPortMayMove: boolean;
  token: string;
  sessionSecret: string;
  epoch: number;
}

/** A new token of the local administrator. */
export function newToken(): string {
  return randomBytes(32).toString('hex');
}

function nodeCommand(entry: string, env: Record<string, string>): Command {
  const preload = pathToFileURL(join(ROOT, 'workers', 'exit-with-parent.ts')).href;
  const args = ['--disable-warning=ExperimentalWarning', `--import=${preload}`, entry];
  return { program: process.execPath, args, env };
}

/** Settings for a process, as environment variables that `contract/configuration.ts` reads again. */
function environmentOf(configuration: Configuration, around: Surroundings): Record<string, string> {
  const isEmbedded = configuration.settings.TEMPORAL_ADDRESS === undefined;
  const inherited = Object.entries(configuration.variables).flatMap(([name, value]) => {
    // The embedded server has neither TLS nor key; settings for another one must not reach its clients.
    const isForAnother = isEmbedded && /^TEMPORAL_(TLS|API_KEY)/.test(name);
    return value === undefined || isForAnother ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    DOSSIER_ENV_FILE: '/dev/null',
    DOSSIER_DATA: configuration.dataFolder,
    DOSSIER_INSTANCE_EPOCH: String(around.epoch),
    TEMPORAL_ADDRESS: around.temporalAddress,
    TEMPORAL_NAMESPACE: configuration.settings.TEMPORAL_NAMESPACE,
    ...(around.offlineModelUrl && { DOSSIER_OFFLINE_MODEL_URL: around.offlineModelUrl }),
  };
}

function withoutProviderKeys(environment: Record<string, string>): Record<string, string> {
  const kept = Object.entries(environment).filter(
    ([name]) => name === 'TEMPORAL_API_KEY' || !name.endsWith('_API_KEY'),
  );
  return Object.fromEntries(kept);
}

/** The worker: everything but the token. */
export function workerCommand(entries: Entries, configuration: Configuration, around: Surroundings): Command {
  return nodeCommand(entries.worker, environmentOf(configuration, around));
}

/** The replay of open jobs: reads what the worker would, and needs no provider's key. */
export function replayCommand(entries: Entries, configuration: Configuration, around: Surroundings): Command {
  return nodeCommand(entries.replayOpen, withoutProviderKeys(environmentOf(configuration, around)));
}

/** The API. It makes no model call, so it never gets a provider's key: of all keys only that of Temporal. */
export function apiCommand(entries: Entries, configuration: Configuration, around: Surroundings): Command {
  return nodeCommand(entries.api, {
    ...withoutProviderKeys(environmentOf(configuration, around)),
    DOSSIER_API_PORT: String(around.apiPort),
    DOSSIER_API_PORT_MAY_MOVE: String(around.apiPortMayMove),
    DOSSIER_TOKEN: around.token,
    DOSSIER_SESSION_SECRET: around.sessionSecret,
    DOSSIER_TOLD: JSON.stringify(supervisorTold(configuration, around.offlineModelUrl)),
  });
}

/** The offline model: its own settings only, and no secret. */
export function offlineModelCommand(entries: Entries, configuration: Configuration, around: Surroundings): Command {
  const delay = configuration.settings.DOSSIER_OFFLINE_DELAY_MS;
  return nodeCommand(entries.offlineModel, {
    ...plainEnvironment(configuration.variables),
    ...(delay !== undefined && { DOSSIER_OFFLINE_DELAY_MS: String(delay) }),
    DOSSIER_ENV_FILE: '/dev/null',
    DOSSIER_OFFLINE_MODEL_PORT: String(around.offlineModelPort),
  });
}
