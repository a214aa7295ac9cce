import { join } from 'node:path';
import { plainEnvironment, ROOT } from '../../config.ts';
import { freePort, LOOPBACK } from '../../ports.ts';
import { readFileIfThere } from '../../private-file.ts';
import { type ServerProcess, startProcess, untilServing } from './server-process.ts';

/** One process of ours in the scaled-out form: a worker, an API or the offline model. It is not started again by itself. */
export interface Member {
  name: string;
  /** Its address, where it has one; the same after each start. */
  url: string | undefined;
  log: string;
  /** Of the present process, or of the last one. */
  readonly pid: number;
  isRunning(): boolean;
  /** Sends a signal (SIGKILL, SIGSTOP, ...) and does not wait. */
  kill(signal: NodeJS.Signals): void;
  /** Starts it where it does not run, `more` added to its variables; resolves when it serves. */
  start(more?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

interface MemberPlan {
  name: string;
  entry: string;
  folder: string;
  env: Record<string, string>;
  url?: string;
  /** `saidSince`: what it has written since it was started. */
  serves(saidSince: () => string): Promise<boolean>;
}

const READY_MS = 90_000;

/** Makes a worker; it has the provider's key where the settings hold one. */
export function workerMember(name: string, folder: string, env: Record<string, string>): Promise<Member> {
  return started({
    ...{ name, folder, env, entry: join('workers', 'main.ts') },
    serves: async (saidSince) => saidSince().includes('"msg":"ready"'),
  });
}

/** Makes an API on a port of its own. */
export async function apiMember(name: string, folder: string, env: Record<string, string>): Promise<Member> {
  const port = await freePort();
  const url = `http://${LOOPBACK}:${port}`;
  return started({
    ...{ name, folder, url, entry: join('client', 'api', 'main.ts') },
    env: { ...env, DOSSIER_API_PORT: String(port) },
    serves: async () => (await fetch(`${url}/healthz`)).ok,
  });
}

/** Makes the offline model. */
export async function offlineModelMember(folder: string, delayMs: number): Promise<Member> {
  const port = await freePort();
  const url = `http://${LOOPBACK}:${port}`;
  return started({
    ...{ name: 'offline-model', folder, url, entry: join('workers', 'offline-model', 'main.ts') },
    env: { DOSSIER_OFFLINE_MODEL_PORT: String(port), DOSSIER_OFFLINE_DELAY_MS: String(delayMs) },
    serves: async () => {
      await (await fetch(url)).body?.cancel();
      return true;
    },
  });
}

async function started(plan: MemberPlan): Promise<Member> {
  const log = join(plan.folder, `${plan.name}.log`);
  let current: ServerProcess | undefined;
  const start: Member['start'] = async (more = {}) => {
    if (current?.isRunning()) return;
    const before = (readFileIfThere(log) ?? '').length;
    const saidSince = (): string => (readFileIfThere(log) ?? '').slice(before);
    current = startProcess({
      ...{ name: plan.name, folder: plan.folder, log },
      program: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', join(ROOT, plan.entry)],
      env: { ...plainEnvironment(), DOSSIER_ENV_FILE: '/dev/null', ...plan.env, ...more },
    });
    await untilServing(current, log, () => plan.serves(saidSince), READY_MS);
  };
  await start();
  return {
    name: plan.name,
    url: plan.url,
    log,
    get pid() {
      return current?.pid ?? 0;
    },
    isRunning: () => current?.isRunning() ?? false,
    kill: (signal) => current?.signal(signal),
    start,
    stop: async () => current?.stop(),
  };
}
