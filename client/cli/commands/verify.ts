import type { Command } from '../command.ts';
import { runOperation } from '../run-operation.ts';

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
    return runOperation('verify', [...(options.flag('json') ? ['--json'] : []), '--', ...positionals]);
  },
};
