import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { chooseParked, parkedName } from '../recovering.ts';
import { jobOf, told } from '../simple-message.ts';

/** `dossier retry`. */
export const retry: Command = {
  name: 'retry',
  usage: 'JOB [STEP[/ITEM]]',
  words: 'Make the failed request of what needs attention again: of all of it, or of the named step or item.',
  options: {},
  positionals: { ...ONE_JOB, max: 2 },
  async run(context) {
    const [id = '', place] = context.positionals;
    const { client } = await context.connect();
    const parked = chooseParked((await client.view(id)).view, place);
    const retried: string[] = [];
    for (const { step, item, attempt } of parked) {
      const receipt = await client.message(id, 'recover', { step, item, attempt, action: { kind: 'retry' } });
      retried.push(parkedName({ step, item }));
      const isLast = retried.length === parked.length;
      const words = `Retried: ${retried.join(', ')}. Follow the job: ${context.commandLine('watch', id)}`;
      if (isLast) context.terminal.result({ job: jobOf(id, receipt), retried }, told(receipt, words));
    }
    return EXIT.done;
  },
};
