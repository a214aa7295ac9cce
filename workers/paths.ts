import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { INSTANCE_FILE } from '../contract/instance.ts';

/** Where each thing lives in a data folder. */
export interface DataPaths {
  folder: string;
  /** Content-addressed artifacts. */
  artifacts: string;
  ledger: string;
  /** Database of the embedded Temporal server. */
  temporal: string;
  /** Version of the server that last wrote `temporal`. */
  temporalVersion: string;
  /** Hash of the workflows that the last start ran: others are tried on the open jobs' histories first. */
  workflows: string;
  /** Logs of each process, rotated. */
  logs: string;
  instance: string;
  /** Held by `BEGIN EXCLUSIVE` for as long as a supervisor runs. */
  lock: string;
  /** Process id of the lock's holder, for the message of who finds it held. */
  holder: string;
  /** Signs the sessions of browsers. */
  sessionSecret: string;
  /** Counts the starts of a supervisor on this folder; workers of an older one are fenced by it. */
  epoch: string;
  /** Only there while a backup is being restored. */
  restoring: string;
}

/** The layout of a data folder; touches nothing. */
export function dataPaths(folder: string): DataPaths {
  return {
    folder,
    artifacts: join(folder, 'artifacts'),
    ledger: join(folder, 'ledger.sqlite'),
    temporal: join(folder, 'temporal.sqlite'),
    temporalVersion: join(folder, 'temporal-version'),
    workflows: join(folder, 'workflows-hash'),
    logs: join(folder, 'logs'),
    instance: join(folder, INSTANCE_FILE),
    lock: join(folder, 'lock.sqlite'),
    holder: join(folder, 'holder'),
    sessionSecret: join(folder, 'session-secret'),
    epoch: join(folder, 'instance-epoch'),
    restoring: join(folder, 'restoring'),
  };
}

/** Creates the folders, private to the user. */
export function createDataFolder(paths: DataPaths): void {
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  for (const folder of [paths.artifacts, paths.logs]) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
