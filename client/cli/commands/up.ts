import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { UP_ENTRY } from '../background-start.ts';
import type { Command } from '../command.ts';
import { ROOT } from '../config.ts';
import { EXIT } from '../exit-codes.ts';

/**
 * Runs the supervisor in this terminal. It handles the signals: Ctrl-C reaches it through the terminal itself,
 * what was sent to this process alone is passed on.
 */
function runSupervisor(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', UP_ENTRY, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => {
    if (process.stdin.isTTY !== true) child.kill('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });
}

/** `dossier up`. */
export const up: Command = {
  name: 'up',
  usage: '[--port N] [--data DIR]',
  words: 'Start everything on this machine and print the address; Ctrl-C ends it. A second one shows the first.',
  options: {
    port: { value: 'N', words: 'the port of the API; unset, 7420 or the next free one' },
    'idle-exit': { words: 'end by itself when nothing has been going on for a minute' },
  },
  positionals: { min: 0, max: 0, missing: '' },
  async run({ options, configuration }) {
    const { dataFolder } = configuration();
    const port = options.text('port');
    const code = await runSupervisor([
      ...['--data', dataFolder],
      ...(port === undefined ? [] : [`--port=${port}`]),
      ...(options.flag('idle-exit') ? ['--idle-exit'] : []),
      ...(options.flag('json') ? ['--json'] : []),
    ]);
    return code === 0 ? EXIT.done : code;
  },
};
