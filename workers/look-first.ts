import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Command } from './supervised-process.ts';

/** Far beyond the bound that the process sets itself: only for one that hangs. */
const MOST_MS = 120_000;

/**
 * Runs a process that looks at something before the start goes on, and hands on each line it says. Whatever becomes of it, the start
 * goes on: resolves with why it could not finish, null where it did.
 */
export function lookFirst(
  { program, args, env }: Command,
  stopping: AbortSignal,
  report: (line: string) => void,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      signal: AbortSignal.any([stopping, AbortSignal.timeout(MOST_MS)]),
      killSignal: 'SIGKILL',
    });
    let lastWords = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString('utf8')).slice(-500);
    });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', report);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      const said = lastWords.trim().split('\n').at(-1) ?? '';
      resolve(code === 0 ? null : `it ended with ${code ?? signal}. ${said}`.trim());
    });
  });
}
