import { type Command, ONE_JOB } from '../command.ts';
import { DECISION_OPTIONS, decide } from '../deciding.ts';

/** `dossier approve`. */
export const approve: Command = {
  name: 'approve',
  usage: 'JOB [--gate G] [--hash H] [--comment C]',
  words: 'Approve the version that waits at a gate; on a terminal it is shown first.',
  options: DECISION_OPTIONS,
  positionals: ONE_JOB,
  run: (context) => decide(context, 'approve'),
};
