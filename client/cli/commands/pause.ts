import { type Command, ONE_JOB } from '../command.ts';
import { sendToJob } from '../simple-message.ts';

/** `dossier pause`. */
export const pause: Command = {
  name: 'pause',
  usage: 'JOB [--now] [--reason R]',
  words: 'Pause a job; calls in flight finish first.',
  options: {
    now: { words: 'cancel the calls in flight instead of letting them finish' },
    reason: { value: 'R', words: 'why, for the audit trail' },
  },
  positionals: ONE_JOB,
  run: (context) =>
    sendToJob(
      context,
      'pause',
      {
        running: context.options.flag('now') ? 'cancel' : 'finish',
        reason: context.options.text('reason') ?? '',
      },
      `Paused. Go on with: ${context.commandLine('resume', context.positionals[0] ?? '')}`,
    ),
};
