import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../command.ts';
import { ROOT } from '../config.ts';

/** The file that re-checks a bundle; it shares the readers and checks of the jobs, which the command line may not import. */
const VERIFY_ENTRY = join(ROOT, 'workers', 'ops', 'verify.ts');

/** Runs the re-check in the person's own folder, so that paths mean what they typed. */
function runVerify(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', VERIFY_ENTRY, ...args], {
    // The bundle may be piped in.
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

/** `dossier verify`. */
export const verify: Command = {
  name: 'verify',
  usage: 'BUNDLE [PATH ...]',
  words:
    'Re-check a bundle offline: that no byte was altered, that every quote, number and recorded query holds; with PATHs, also against the original files. - reads it from standard input. Needs no instance.',
  options: {},
  positionals: {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    missing: 'Name the bundle: dossier verify BUNDLE [PATH ...]',
  },
  run({ positionals, options }) {
    return runVerify([...(options.flag('json') ? ['--json'] : []), '--', ...positionals]);
  },
};
