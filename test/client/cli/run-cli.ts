import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'client', 'cli', 'main.ts');

/** What a run of the command line gave. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The last line of stdout, which with `--json` is one object. */
  object: Record<string, unknown>;
}

function parsed(stdout: string): Record<string, unknown> {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The environment of a run: nothing of the person's own settings. */
export function plainEnvironment(more: Record<string, string> = {}): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, DOSSIER_ENV_FILE: '/dev/null', DOSSIER_DATA: '/nonexistent/dossier', ...more };
}

/** A run that goes on. */
export interface Running {
  done: Promise<Run>;
  interrupt(): void;
  /** Resolves once stdout has these words; rejects when the run ends without them. */
  untilStdout(words: string): Promise<void>;
}

/** Starts the command line as a process of its own, without a terminal. */
export function spawnCli(args: readonly string[], more: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY, ...args], {
    env: plainEnvironment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const done = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr, object: parsed(stdout) }));
  });
  const untilStdout = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.includes(words)) resolve();
      };
      child.stdout.on('data', look);
      void done.then((run) => reject(new Error(`It ended with ${run.code} and never said "${words}".`)), reject);
      look();
    });
  return { done, interrupt: () => void child.kill('SIGINT'), untilStdout };
}

/** Runs the command line to its end. */
export function runCli(args: readonly string[], more: Record<string, string> = {}): Promise<Run> {
  return spawnCli(args, more).done;
}
