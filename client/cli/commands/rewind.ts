import type { MessageReceipt } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { BranchPreview } from '../../../contract/recovery/branch-preview.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import { agree, BRANCH_OPTIONS, toldOnly } from '../branching/agree.ts';
import { readSettings } from '../branching/settings.ts';
import { readTarget, targetBy, targetName } from '../branching/target.ts';
import { wishOf } from '../branching/wish.ts';
import { type Command, type Context, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { jobOf } from '../simple-message.ts';

/** Previews that a call with `--yes` takes where the job keeps moving. */
const TRIES = 5;

type Body = Parameters<DossierClient['previewBranch']>[1];

/** Sends the rewind of a preview; undefined where the job has moved since and another preview may be taken. */
async function send(
  client: DossierClient,
  id: string,
  body: Body,
  { revision }: BranchPreview,
  mayRepeat: boolean,
): Promise<MessageReceipt | undefined> {
  try {
    return await client.message(id, 'rewind', { ...body, revision });
  } catch (error) {
    if (mayRepeat && error instanceof DossierError && error.code === 'revision-stale') return undefined;
    throw error;
  }
}

async function rewindBy(context: Context, client: DossierClient, id: string, body: Body): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const preview = await client.previewBranch(id, { ...body, as: 'rewind' });
    if (toldOnly(context, id, preview)) return EXIT.done;
    if (!(await agree(context, preview, true))) return EXIT.failed;
    const mayRepeat = context.options.flag('yes') && tries < TRIES;
    const receipt = await send(client, id, body, preview, mayRepeat);
    if (receipt === undefined) continue;
    const name = targetName(preview);
    const words = `Job ${id} goes back to ${name}. Follow it: ${context.commandLine('watch', id)}`;
    context.terminal.result({ job: jobOf(id, receipt), rewoundTo: name, preview }, words);
    return EXIT.done;
  }
}

/** `dossier rewind`. */
export const rewind: Command = {
  name: 'rewind',
  usage: 'JOB [STEP[/ITEM]] [--set K=V ...] [--fresh] [--dry-run] [--yes]',
  words:
    'Take a job, open or ended, back to a step and go on from there, with what is changed; what stands before the step is kept.',
  options: BRANCH_OPTIONS,
  positionals: { ...ONE_JOB, max: 2 },
  async run(context) {
    const [id = '', typed] = context.positionals;
    const settings = readSettings(context.options.all('set'));
    const { client } = await context.connect();
    const { view } = await client.view(id);
    const target = typed === undefined ? targetBy(view, settings) : readTarget(view, typed);
    const changes = await wishOf(context, client, settings);
    return rewindBy(context, client, id, { ...target, changes, fresh: context.options.flag('fresh') });
  },
};
