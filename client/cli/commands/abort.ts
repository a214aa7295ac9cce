import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { chooseParked, parkedName } from '../recovering.ts';
import { jobOf, told } from '../simple-message.ts';

/** `dossier abort`. Aborting at any parked place ends the whole job, so the first one will do where none is named. */
export const abort: Command = {
  name: 'abort',
  usage: 'JOB [STEP[/ITEM]] [--reason R]',
  words: 'End a job that needs attention without a report; what was found stays readable.',
  options: { reason: { value: 'R', words: 'why it cannot be done' } },
  positionals: { ...ONE_JOB, max: 2 },
  async run(context) {
    const [id = '', place] = context.positionals;
    const { client } = await context.connect();
    const [parked] = chooseParked((await client.view(id)).view, place);
    if (parked === undefined) return EXIT.failed;
    const { step, item, attempt } = parked;
    const reason = context.options.text('reason') ?? '';
    const receipt = await client.message(id, 'recover', { step, item, attempt, action: { kind: 'abort', reason } });
    const words = `Job ${id} is aborted at ${parkedName(parked)}; what was found stays readable.`;
    context.terminal.result({ job: jobOf(id, receipt), abortedAt: parkedName(parked) }, told(receipt, words));
    return EXIT.done;
  },
};
