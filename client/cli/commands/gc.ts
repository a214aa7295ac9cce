import type { GarbageAnswer } from '../../../contract/maintenance.ts';
import type { Command, Context } from '../command.ts';
import { sizeWords } from '../doctor/check.ts';
import { EXIT } from '../exit-codes.ts';
import { slowProgress } from '../slow-progress.ts';

function words({ artifacts, bytes }: { artifacts: number; bytes: number }): string {
  return `${artifacts.toLocaleString('en')} ${artifacts === 1 ? 'artifact' : 'artifacts'} (${sizeWords(bytes)})`;
}

function report(answer: GarbageAnswer, commandLine: Context['commandLine']): string {
  const { removed, kept, young, garbage, damaged, largest } = answer;
  const lines = largest.map(({ sha256, bytes }) => `  ${sha256}  ${sizeWords(bytes)}`);
  const rest = garbage.artifacts - largest.length;
  if (rest > 0) lines.push(`  and ${rest.toLocaleString('en')} smaller ones`);
  const next =
    damaged > 0
      ? `${damaged} named ${damaged === 1 ? 'artifact is' : 'artifacts are'} missing or altered: nothing can be removed before that is mended. See \`${commandLine('doctor', '--deep')}\`.`
      : `Nothing was removed: \`${commandLine('gc', '--remove')}\` removes it.`;
  return [
    `${removed ? 'Removed' : 'Named by nothing'}: ${words(garbage)}.`,
    ...lines,
    ...(young.artifacts > 0 ? [`Younger than an hour, and so left: ${words(young)}.`] : []),
    `Named, and kept: ${words(kept)}.`,
    ...(removed || (garbage.artifacts === 0 && damaged === 0) ? [] : [next]),
  ].join('\n');
}

/** `dossier gc`. */
export const gc: Command = {
  name: 'gc',
  usage: '[--remove]',
  words:
    'Find artifacts that nothing names any more, and remove them with --remove. What is younger than an hour stays. Jobs may run meanwhile.',
  options: { remove: { words: 'remove them; without it nothing is changed' } },
  positionals: { min: 0, max: 0, missing: '' },
  async run({ options, terminal, connect, commandLine }) {
    const { client } = await connect();
    const answer = await client.collectGarbage(options.flag('remove'), slowProgress(terminal));
    terminal.result(answer, report(answer, commandLine));
    return EXIT.done;
  },
};
