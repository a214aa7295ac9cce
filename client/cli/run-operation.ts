import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './config.ts';

/** Runs a file of `workers/ops/`, which shares code that the command line may not import, in the person's own folder; answers its exit code. */
export function runOperation(name: 'verify' | 'backup' | 'restore', args: readonly string[]): Promise<number> {
  const entry = join(ROOT, 'workers', 'ops', `${name}.ts`);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    // The input may be piped in.
    stdio: ['inherit', 'inherit', 'inherit'],
  });
  // A terminal sends Ctrl-C to both; the child cleans up and ends, and with it this process.
  process.on('SIGINT', () => {
    if (process.stdin.isTTY !== true) child.kill('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });
}
