import type { ViewAnswer } from '../../../contract/api.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { exitCodeOfStatus } from '../exit-codes.ts';
import { followJob, rests } from '../watching/follow.ts';
import { tellOutcome } from '../watching/outcome.ts';

/** `dossier watch`. */
export const watch: Command = {
  name: 'watch',
  usage: 'JOB [--until-rest]',
  words: 'Follow a job until it has ended; Ctrl-C stops watching, never the job. With --json one object a line.',
  options: {
    'until-rest': {
      words: 'stop, with exit code 3, when the job waits for somebody, or does not answer for two minutes',
    },
  },
  positionals: ONE_JOB,
  async run(context) {
    const { positionals, options, terminal } = context;
    const id = positionals[0] ?? '';
    const { client } = await context.connect();
    const followed = await followJob({
      ...{ client, id, terminal },
      ...(options.flag('until-rest') && { stopsAt: async (answer: ViewAnswer) => rests(answer) }),
      onView: (answer) => terminal.object({ job: { id, status: answer.view.status }, ...answer }),
    });
    if (followed.how !== 'interrupted' && terminal.json && followed.last !== undefined) {
      return exitCodeOfStatus(followed.last.view.status);
    }
    return tellOutcome(context, id, followed, {});
  },
};
