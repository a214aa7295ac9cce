import type { Command } from '../command.ts';
import { checkArtifacts } from '../doctor/artifacts.ts';
import { examine } from '../doctor/examine.ts';
import { EXIT } from '../exit-codes.ts';
import { slowProgress } from '../slow-progress.ts';

const MARKS = { good: '✓', note: '·', problem: '✗' } as const;

/** `dossier doctor`. Works without an instance and starts none; with `--deep` it needs one. */
export const doctor: Command = {
  name: 'doctor',
  usage: '[--deep]',
  words: 'Check the installation, tell where everything is and how big it is, and name a remedy for each problem.',
  options: {
    deep: {
      words: 'also verify the bytes of every artifact that is named, and tell which jobs need those that are lost',
    },
  },
  positionals: { min: 0, max: 0, missing: '' },
  async run({ options, terminal, connect }) {
    const checks = await examine({ data: options.text('data'), server: options.text('server') });
    if (options.flag('deep')) checks.push(...(await checkArtifacts(await connect(), slowProgress(terminal))));
    const problems = checks.filter((check) => check.state === 'problem').length;
    const width = Math.max(...checks.map((check) => check.name.length));
    const lines = checks.flatMap(({ state, name, words, remedy }) => [
      `${MARKS[state]} ${name.padEnd(width)}  ${words}`,
      ...(remedy === undefined ? [] : [`  ${''.padEnd(width)}  → ${remedy}`]),
    ]);
    const sum = problems === 0 ? 'Everything is in order.' : `${problems} ${problems === 1 ? 'problem' : 'problems'}.`;
    terminal.result({ ok: problems === 0, checks }, [...lines, '', sum].join('\n'));
    return problems === 0 ? EXIT.done : EXIT.failed;
  },
};
