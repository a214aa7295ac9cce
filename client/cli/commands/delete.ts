import { DossierError } from '../../../contract/failures.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** `dossier delete`. */
export const deleteJob: Command = {
  name: 'delete',
  usage: 'JOB [--yes]',
  words: 'Remove a job that has ended, and what only it names.',
  options: { yes: { words: 'do not ask' } },
  positionals: ONE_JOB,
  async run({ positionals, options, terminal, connect, commandLine }) {
    const id = positionals[0] ?? '';
    if (!options.flag('yes')) {
      if (!terminal.canAsk) {
        throw new DossierError('request-invalid', 'Deleting cannot be undone: pass --yes.', {
          field: 'yes',
          remedy: `\`${commandLine('delete', id, '--yes')}\``,
        });
      }
      if (!(await terminal.confirm(`Delete job ${id} and what only it names? This cannot be undone.`))) {
        terminal.say('Nothing was deleted.');
        return EXIT.failed;
      }
    }
    await (await connect()).client.delete(id);
    terminal.result({ job: { id }, deleted: true }, `Job ${id} is deleted.`);
    return EXIT.done;
  },
};
