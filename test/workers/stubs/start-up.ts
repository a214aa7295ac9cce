import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, temporalServersOn } from '../../../workers/process-table.ts';

/** A `dossier up` with stubs, in a process of its own as in real life. */
export interface StartedUp {
  pid: number;
  /** The one line it prints. */
  printed: Promise<Record<string, unknown>>;
  exit: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

const started: StartedUp[] = [];
const folders: string[] = [];

export function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-up-'));
  folders.push(folder);
  return folder;
}

export function startUp(options: Record<string, unknown>): StartedUp {
  const script = join(import.meta.dirname, 'stub-up.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DOSSIER_ENV_FILE: '/dev/null' },
  });
  const lines = createInterface({ input: child.stdout });
  const printed = new Promise<Record<string, unknown>>((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)));
    lines.once('close', () => reject(new Error('it ended without printing anything')));
  });
  printed.catch(() => {});
  const exit = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  const up = { pid: child.pid ?? 0, printed, exit, kill: (signal: NodeJS.Signals) => void child.kill(signal) };
  started.push(up);
  return up;
}

/** Waits until the condition gives something; the test's own time limit ends a wait in vain. */
export async function eventually<T>(condition: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    await sleep(50);
  }
}

/** The pid of the stub worker that runs now and is another one than `previous`. */
export function workerOf(data: string, previous?: number): Promise<number> {
  return eventually(() => {
    const pid = Number(readFileSync(join(data, 'stub-worker'), 'utf8'));
    // While it is being written the file is empty, and 0 would be every process of this group.
    return pid > 0 && pid !== previous && isAlive(pid) ? pid : undefined;
  });
}

/** Ends what a test started, whatever became of the test. */
export async function endAll(): Promise<void> {
  for (const up of started.splice(0)) {
    up.kill('SIGTERM');
    await up.exit;
  }
  for (const folder of folders.splice(0)) {
    for (const pid of await temporalServersOn(join(folder, 'temporal.sqlite'))) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
