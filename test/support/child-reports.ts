import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Starts a script of `test/support` as a process of its own. */
export function startScript(script: string, args: readonly string[], execArgv: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, script), [...args], { execArgv: [...execArgv], stdio: 'inherit' });
}

/** The first message of a process; throws where it ends without one. */
export function reportOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`The process ended without a word: ${code ?? signal}`)));
  });
}

/** Kills a process as a power cut would, and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
