import type { MessageReceipt } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { chooseParked, parkedName } from '../recovering.ts';
import { jobOf, told } from '../simple-message.ts';

/** What looked again by itself meanwhile is no reason to leave the others parked. */
function ifOvertaken(error: unknown): DossierError {
  if (error instanceof DossierError && (error.code === 'not-parked' || error.code === 'attempt-stale')) return error;
  throw error;
}

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
    let last: MessageReceipt | DossierError | undefined;
    for (const { step, item, attempt } of parked) {
      last = await client.message(id, 'recover', { step, item, attempt, action: { kind: 'retry' } }).catch(ifOvertaken);
      if (!(last instanceof DossierError)) retried.push(parkedName({ step, item }));
    }
    if (last instanceof DossierError && retried.length === 0) throw last;
    const receipt = last === undefined || last instanceof DossierError ? undefined : last;
    const words = `Retried: ${retried.join(', ')}. Follow the job: ${context.commandLine('watch', id)}`;
    context.terminal.result(
      { job: receipt === undefined ? { id } : jobOf(id, receipt), retried },
      receipt === undefined ? words : told(receipt, words),
    );
    return EXIT.done;
  },
};
