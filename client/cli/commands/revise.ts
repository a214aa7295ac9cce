import { type Command, ONE_JOB } from '../command.ts';
import { DECISION_OPTIONS, decide } from '../deciding.ts';

/** `dossier revise`. */
export const revise: Command = {
  name: 'revise',
  usage: 'JOB --comment C [--gate G] [--hash H]',
  words: 'Send the version that waits at a gate back, saying what to change.',
  options: DECISION_OPTIONS,
  positionals: ONE_JOB,
  run: (context) => decide(context, 'revise'),
};
