import type { Command } from '../command.ts';
import { runOperation } from '../run-operation.ts';

/** `dossier restore`. Starts nothing. */
export const restore: Command = {
  name: 'restore',
  usage: 'DIR',
  words:
    'Put a backup into an empty data folder (--data DIR), verified byte by byte; no instance may run on it. Its jobs go on with the next start.',
  options: {},
  positionals: { min: 1, max: 1, missing: 'Name the backup: dossier restore DIR' },
  run({ positionals, options, configuration }) {
    const { dataFolder } = configuration();
    return runOperation('restore', [
      ...['--data', dataFolder],
      ...(options.flag('json') ? ['--json'] : []),
      ...['--', positionals[0] ?? ''],
    ]);
  },
};
