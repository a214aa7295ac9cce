import { type Command, ONE_JOB } from '../command.ts';
import { sendToJob } from '../simple-message.ts';

/** `dossier resume`. */
export const resume: Command = {
  name: 'resume',
  usage: 'JOB [--reason R]',
  words: 'Let a paused job go on.',
  options: { reason: { value: 'R', words: 'why, for the audit trail' } },
  positionals: ONE_JOB,
  run: (context) =>
    sendToJob(
      context,
      'resume',
      { reason: context.options.text('reason') ?? '' },
      `Resumed. Follow the job: ${context.commandLine('watch', context.positionals[0] ?? '')}`,
    ),
};
