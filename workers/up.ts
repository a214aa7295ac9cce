import { existsSync } from 'node:fs';
import { DossierError } from '../contract/failures.ts';
import type { Instance } from '../contract/instance.ts';
import { ENTRIES, type Entries } from './child-plans.ts';
import { type Configuration, loadConfiguration } from './config.ts';
import { dashboardAddress } from './dashboard-address.ts';
import { holdOrJoin, type PATIENCE, removeInstance } from './instance.ts';
import { createDataFolder, type DataPaths, dataPaths } from './paths.ts';
import { chooseApiPort } from './ports.ts';
import { Supervisor } from './supervisor.ts';
import { systemErrorCode } from './system-error.ts';

/** What the person asked for, and what tests put in the place of the real thing. */
export interface UpOptions {
  data: string | undefined;
  port: number | undefined;
  idleExit: boolean;
  json: boolean;
  entries?: Entries;
  idleExitMs?: number;
  patience?: typeof PATIENCE;
}

const IDLE_EXIT_MS = 60_000;
const WRONG_USE = new Set(['configuration-invalid', 'port-taken', 'request-invalid']);

/** Exit code of a command that ended with this error: 2 for wrong use, 1 for everything else. */
export function exitCodeOf(error: DossierError): number {
  return WRONG_USE.has(error.code) ? 2 : 1;
}

/** Lines for people, or one object for machines. */
class Announcer {
  readonly #json: boolean;
  constructor(json: boolean) {
    this.#json = json;
    // Whoever started this may be gone; that must not end the instance.
    process.stdout.on('error', () => {});
    process.stderr.on('error', () => {});
  }
  line(text: string): void {
    if (!this.#json) process.stdout.write(`${text}\n`);
  }
  result(value: object, text: string): void {
    process.stdout.write(`${this.#json ? JSON.stringify(value) : text}\n`);
  }
}

function prepareFolder(paths: DataPaths): void {
  if (existsSync(paths.restoring))
    throw new DossierError('backup-invalid', `The restore into ${paths.folder} was interrupted.`, {
      remedy: 'Run `dossier restore` again.',
    });
  try {
    createDataFolder(paths);
  } catch (cause) {
    const why = systemErrorCode(cause) ?? String(cause);
    throw new DossierError('storage-failed', `The data folder ${paths.folder} cannot be written (${why}).`, {
      cause,
      remedy: 'Make it writable, or choose another folder with --data.',
    });
  }
}

function configure(options: UpOptions): Configuration {
  const configuration = loadConfiguration();
  if (options.data === undefined) return configuration;
  const { variables, givenBy } = configuration;
  const chosen = loadConfiguration({ ...variables, DOSSIER_DATA: options.data, DOSSIER_ENV_FILE: '/dev/null' });
  return { ...chosen, givenBy: { ...givenBy, DOSSIER_DATA: 'option' } };
}

/** Only the supervisor handles signals: the first ends in order, the second at once. */
function untilSignalled(onSecond: () => void): Promise<string> {
  return new Promise((resolve) => {
    let count = 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        count += 1;
        if (count === 1) resolve(signal);
        else onSecond();
      });
    }
  });
}

async function runInstance(
  supervisor: Supervisor,
  signalled: Promise<string>,
  tell: (instance: Instance) => Promise<void>,
) {
  const starting = supervisor.start();
  const first = await Promise.race([starting, signalled]);
  if (typeof first === 'string') {
    // What is still starting is being stopped; that it then fails to start is no news.
    starting.catch(() => {});
    return;
  }
  await tell(first);
  await Promise.race([supervisor.finished, signalled]);
}

function readyWords(url: string, dashboard: string): string {
  if (dashboard === url) return `Dossier is ready: ${url}`;
  return `Dossier is ready: ${url}\nOpen the dashboard: ${dashboard}\n(once; \`dossier open\` gives another address)`;
}

/**
 * `dossier up`: starts everything and resolves with the exit code when it has ended, or at once when an instance on
 * this data folder is already there. Throws `DossierError`.
 */
export async function runUp(options: UpOptions): Promise<number> {
  const announcer = new Announcer(options.json);
  const configuration = configure(options);
  const { settings, dataFolder } = configuration;
  const paths = dataPaths(dataFolder);
  let supervisor: Supervisor | undefined;
  const signalled = untilSignalled(() => supervisor?.kill());
  prepareFolder(paths);
  announcer.line(`Data: ${dataFolder}`);
  const held = await Promise.race([holdOrJoin(paths, !options.idleExit, options.patience), signalled]);
  if (typeof held === 'string') return 0;
  if ('joined' in held) {
    const { url, pid } = held.joined;
    const dashboard = await dashboardAddress(held.joined);
    announcer.result(
      { url, pid, dataFolder, dashboard, isNew: false },
      `Dossier is already running. Open it once at ${dashboard}`,
    );
    return 0;
  }
  try {
    const port = options.port ?? settings.DOSSIER_PORT;
    if (port !== undefined) await chooseApiPort(port);
    const idleExitMs = options.idleExit ? (options.idleExitMs ?? IDLE_EXIT_MS) : undefined;
    const report = (line: string): void => announcer.line(`  ${line}`);
    supervisor = new Supervisor({
      ...{ configuration, paths, port, idleExitMs, report },
      entries: options.entries ?? ENTRIES,
    });
    await runInstance(supervisor, signalled, async (instance) => {
      const { url, pid } = instance;
      // Nobody sees what an instance in the background prints: it keeps its address for who asks.
      const dashboard = options.idleExit ? url : await dashboardAddress(instance);
      announcer.result({ url, pid, dataFolder, dashboard, isNew: true }, readyWords(url, dashboard));
    });
    announcer.line('Stopping.');
    return 0;
  } finally {
    await supervisor?.stop();
    removeInstance(paths);
    held.lock.release();
  }
}
