import { DossierError } from '../../../contract/failures.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { helpOf, overview, referenceMarkdown } from '../reference.ts';

/** Builds `dossier help`, which explains the other commands and itself. */
export function helpFor(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '[COMMAND]',
    words: 'Explain the commands.',
    options: { markdown: { words: 'print the whole reference as Markdown (docs/cli.md)' } },
    positionals: { min: 0, max: 1, missing: '' },
    async run({ positionals, options, terminal }) {
      const all = [...others, help];
      const [name] = positionals;
      const command = all.find((one) => one.name === name);
      if (name !== undefined && command === undefined) {
        throw new DossierError('request-invalid', `"${name}" is not a command of Dossier.`, {
          field: 'command',
          remedy: 'See `dossier help`.',
        });
      }
      const described = (command === undefined ? all : [command]).map(({ name, usage, words, options }) => ({
        ...{ name, usage, words, options },
      }));
      const text = command === undefined ? overview(all) : helpOf(command);
      terminal.result({ commands: described }, options.flag('markdown') ? referenceMarkdown(all).trimEnd() : text);
      return EXIT.done;
    },
  };
  return help;
}
