import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError } from '../../../contract/failures.ts';
import { readFileIfThere } from '../../private-file.ts';

/** What is started, and where its output goes. */
export interface ServerCommand {
  /** Names it in messages. */
  name: string;
  program: string;
  args: string[];
  env: Record<string, string>;
  /** Working directory. */
  folder: string;
  /** File that standard output and errors are appended to. */
  log: string;
  /** Options of `setpriv`, for a program that must not run as root. */
  asUser?: string[];
  /** What ends it in order; unset, SIGTERM. */
  stopSignal?: NodeJS.Signals;
}

/** A process that was started; there until it was stopped, killed or died. */
export interface ServerProcess {
  name: string;
  pid: number;
  isRunning(): boolean;
  /** Sends a signal (SIGKILL, SIGSTOP, ...) and does not wait. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it in order, by force after 10 s; resolves when it is gone. */
  stop(): Promise<void>;
}

const SETPRIV = '/usr/bin/setpriv';
const GRACE_MS = 10_000;
const LOOK_MS = 50;
const LAST_LINES = 5;
const LINE_CHARS = 400;

/** Starts a process. Where the kernel can do that, it ends together with this process, however that ends. */
export function startProcess(command: ServerCommand): ServerProcess {
  const { name, program, args, env, folder, log } = command;
  const output = openSync(log, 'a', 0o600);
  // setpriv replaces itself by the program, so that its pid is the program's.
  const wrapped = existsSync(SETPRIV)
    ? [SETPRIV, ...(command.asUser ?? []), '--pdeathsig=TERM', program, ...args]
    : [program, ...args];
  const [first = program, ...rest] = wrapped;
  const child = spawn(first, rest, { cwd: folder, env, stdio: ['ignore', output, output] });
  child.on('error', () => {});
  if (child.pid === undefined) throw new DossierError('internal', `${name} could not be started: ${program}.`);
  return {
    name,
    pid: child.pid,
    isRunning: () => isRunning(child),
    signal: (signal) => child.kill(signal),
    stop: () => stop(child, command.stopSignal ?? 'SIGTERM'),
  };
}

/** Waits until `serves` answers true; throws with the last lines of the log where the process ends first or the time is over. */
export async function untilServing(
  started: ServerProcess,
  log: string,
  serves: () => Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await serves().catch(() => false))) {
    if (!started.isRunning() || Date.now() > deadline) {
      const lines = (readFileIfThere(log) ?? '').trim().split('\n').slice(-LAST_LINES);
      const what = started.isRunning() ? 'does not serve' : 'ended';
      throw new DossierError(
        'internal',
        `${started.name} ${what}; the end of ${log}:\n${lines.map((line) => line.slice(0, LINE_CHARS)).join('\n')}`,
      );
    }
    await sleep(LOOK_MS);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  // One that was stopped (SIGSTOP) takes no other signal until it goes on.
  child.kill('SIGCONT');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await gone;
  clearTimeout(timer);
}
