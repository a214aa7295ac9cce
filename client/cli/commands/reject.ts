import { type Command, ONE_JOB } from '../command.ts';
import { DECISION_OPTIONS, decide } from '../deciding.ts';

/** `dossier reject`. */
export const reject: Command = {
  name: 'reject',
  usage: 'JOB [--gate G] [--hash H] [--comment C]',
  words: 'Reject the version that waits at a gate: the job ends without a report.',
  options: DECISION_OPTIONS,
  positionals: ONE_JOB,
  run: (context) => decide(context, 'reject'),
};
