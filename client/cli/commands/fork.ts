import { randomBytes } from 'node:crypto';
import { DossierError } from '../../../contract/failures.ts';
import { jobIdSchema } from '../../../contract/ids.ts';
import { agree, BRANCH_OPTIONS, toldOnly } from '../branching/agree.ts';
import { readSettings } from '../branching/settings.ts';
import { readTarget } from '../branching/target.ts';
import { wishOf } from '../branching/wish.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OptionValues } from '../option-values.ts';
import { followJob, rests } from '../watching/follow.ts';
import { tellOutcome } from '../watching/outcome.ts';

function idOf(options: OptionValues): string | undefined {
  const id = options.text('id');
  if (id === undefined || jobIdSchema.safeParse(id).success) return id;
  throw new DossierError(
    'request-invalid',
    `--id must be 2 to 63 lower-case letters, digits or hyphens, not "${id}".`,
    { field: 'id', remedy: 'See `dossier help fork`.' },
  );
}

/** `dossier fork`. */
export const fork: Command = {
  name: 'fork',
  usage: 'JOB STEP[/ITEM] [--set K=V ...] [--fresh] [--id ID] [--wait] [--dry-run] [--yes]',
  words: 'Start a new job that takes over what another one has before a step; the other one stays as it is.',
  options: {
    ...BRANCH_OPTIONS,
    id: { value: 'ID', words: 'the id of the new job; repeating the command then finds the same job' },
    wait: { words: 'show the progress until the report is there, or the job rests (exit code 3)' },
  },
  positionals: { ...ONE_JOB, min: 2, max: 2, missing: 'Name the job and the step: dossier fork JOB STEP.' },
  async run(context) {
    const [parent = '', typed = ''] = context.positionals;
    const { options, terminal, commandLine } = context;
    const settings = readSettings(options.all('set'));
    const own = idOf(options);
    const { client, url } = await context.connect();
    const { view } = await client.view(parent);
    const target = readTarget(view, typed);
    // Chosen here, so that a fork whose answer was lost is found and not made twice.
    const id = own ?? `${view.kind}-${randomBytes(5).toString('hex')}`;
    const changes = await wishOf(context, client, settings);
    const body = { ...target, changes, fresh: options.flag('fresh') };
    const preview = await client.previewBranch(parent, { ...body, as: 'fork' });
    if (toldOnly(context, parent, preview)) return EXIT.done;
    if (!(await agree(context, preview, false))) return EXIT.failed;
    const { job, created } = await client.fork(parent, { ...body, id });
    const about = { created, forkedFrom: parent, url: `${url}/api/v1/jobs/${job.id}` };
    if (!created) terminal.progress(`Job ${job.id} was forked before in the same way.`);
    if (options.flag('wait')) {
      terminal.say(`Job ${job.id}: ${about.url}`);
      const followed = await followJob({ client, id: job.id, terminal, stopsAt: async (answer) => rests(answer) });
      return tellOutcome(context, job.id, followed, about);
    }
    const next = [commandLine('watch', job.id), commandLine('diff', job.id)];
    const words = `Job ${job.id} is forked from ${parent}: ${about.url}\nFollow it: ${next[0]}\nSee what differs: ${next[1]}`;
    terminal.result({ job, ...about, next, preview }, words);
    return EXIT.done;
  },
};
