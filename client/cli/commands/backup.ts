import type { Command } from '../command.ts';
import { runOperation } from '../run-operation.ts';

/** `dossier backup`. Starts nothing. */
export const backup: Command = {
  name: 'backup',
  usage: 'DIR',
  words:
    'Copy everything of the data folder to DIR, which must be empty or not exist; jobs may run meanwhile. Works without an instance.',
  options: {},
  positionals: { min: 1, max: 1, missing: 'Name the folder for the backup: dossier backup DIR' },
  run({ positionals, options, configuration }) {
    const { dataFolder } = configuration();
    return runOperation('backup', [
      ...['--data', dataFolder],
      ...(options.flag('json') ? ['--json'] : []),
      ...['--', positionals[0] ?? ''],
    ]);
  },
};
