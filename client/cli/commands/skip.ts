import { DossierError } from '../../../contract/failures.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { chooseParked, parkedName } from '../recovering.ts';
import { jobOf, told } from '../simple-message.ts';

/** `dossier skip`. */
export const skip: Command = {
  name: 'skip',
  usage: 'JOB STEP[/ITEM] [--reason R]',
  words: 'Go on without a step or item that needs attention; the report says what it lacks.',
  options: { reason: { value: 'R', words: 'why it is left out, for the audit trail' } },
  positionals: {
    ...{ min: 2, max: 2 },
    missing: 'Name the job and what to skip: dossier skip JOB STEP[/ITEM]; `dossier show` tells what needs attention.',
  },
  async run(context) {
    const [id = '', place] = context.positionals;
    const { client } = await context.connect();
    const parked = chooseParked((await client.view(id)).view, place);
    const [first] = parked;
    if (first === undefined || parked.length > 1) {
      const names = parked.map(parkedName);
      throw new DossierError('request-invalid', `"${place}" of job ${id} means several: ${names.join(', ')}.`, {
        field: 'step',
        remedy: `Skip them one by one: \`${context.commandLine('skip', id, names[0] ?? '')}\`.`,
      });
    }
    const { step, item, attempt } = first;
    const reason = context.options.text('reason') ?? '';
    const receipt = await client.message(id, 'recover', { step, item, attempt, action: { kind: 'skip', reason } });
    const words = `Skipped ${parkedName(first)}. Follow the job: ${context.commandLine('watch', id)}`;
    context.terminal.result({ job: jobOf(id, receipt), skipped: parkedName(first) }, told(receipt, words));
    return EXIT.done;
  },
};
