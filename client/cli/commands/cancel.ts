import { type Command, ONE_JOB } from '../command.ts';
import { sendToJob } from '../simple-message.ts';

/** `dossier cancel`. */
export const cancel: Command = {
  name: 'cancel',
  usage: 'JOB [--reason R]',
  words: 'End a job that is no longer wanted; what was found stays readable.',
  options: { reason: { value: 'R', words: 'why it is no longer wanted' } },
  positionals: ONE_JOB,
  run: (context) =>
    sendToJob(
      context,
      'cancel',
      { reason: context.options.text('reason') ?? '' },
      `Job ${context.positionals[0] ?? ''} is being cancelled; what was found stays readable.`,
    ),
};
