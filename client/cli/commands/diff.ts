import type { CompareAnswer } from '../../../contract/branch-api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { formatMicroUsd } from '../../../contract/money.ts';
import { quoted } from '../../../contract/quoted.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OptionValues } from '../option-values.ts';
import { oneLine } from '../terminal-text.ts';
import { counted } from '../watching/job-text.ts';

type Side = CompareAnswer['before'];
type Difference = CompareAnswer['differences'][number];

function sideLine(mark: string, { job, generation, title, question, costMicroUsd, verdicts }: Side): string[] {
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const claims = counts.length === 0 ? 'not verified' : counts.join(', ');
  return [
    `${mark} ${job}, generation ${generation}: ${quoted(title)} · ${claims} · cost ${formatMicroUsd(costMicroUsd)}`,
    `    question: ${question}`,
  ];
}

function sentenceLines({ kind, before, after }: Difference): string[] {
  const said = (mark: string, one: Difference['before']): string[] =>
    one === null ? [] : [`${mark} ${one.text}${one.verdict === null ? '' : ` [${one.verdict}]`}`];
  return kind === 'verdict'
    ? [`= ${after?.text} [${before?.verdict ?? 'not verified'} → ${after?.verdict ?? 'not verified'}]`]
    : [...said('-', before), ...said('+', after)];
}

function differenceLines({ differences }: CompareAnswer): string[] {
  let section = '';
  return differences.flatMap((one) => {
    const now = (one.after ?? one.before)?.section ?? '';
    const head = now === section ? [] : ['', `## ${now}`];
    section = now;
    return [...head, ...sentenceLines(one)];
  });
}

function summary({ differences, same }: CompareAnswer): string {
  const count = (kind: Difference['kind']): number => differences.filter((one) => one.kind === kind).length;
  return `${counted(same, 'sentence')} the same, ${count('changed')} changed, ${count('added')} added, ${count('removed')} removed, ${count('verdict')} read differently.`;
}

function generationOf(options: OptionValues): number | undefined {
  const typed = options.text('generation');
  if (typed === undefined) return undefined;
  if (/^\d{1,6}$/.test(typed)) return Number(typed);
  throw new DossierError('request-invalid', `--generation is a number from 0, not "${typed}".`, {
    field: 'generation',
    remedy: '`dossier show JOB` lists the generations of a job.',
  });
}

/** `dossier diff`. */
export const diff: Command = {
  name: 'diff',
  usage: 'JOB [OTHER] [--generation N]',
  words:
    "Tell how a job's report differs from another job's, or from that of the generation before, else of the job it was forked from.",
  options: {
    generation: { value: 'N', words: "compare with this generation, of OTHER where it is named, else the job's own" },
  },
  positionals: { ...ONE_JOB, max: 2 },
  async run({ positionals, options, terminal, connect }) {
    const [id = '', other] = positionals;
    const generation = generationOf(options);
    const { client } = await connect();
    const answer = await client.compare(id, {
      ...(other !== undefined && { with: other }),
      ...(generation !== undefined && { generation }),
    });
    const lines = [
      ...sideLine('-', answer.before),
      ...sideLine('+', answer.after),
      summary(answer),
      ...differenceLines(answer),
    ];
    terminal.result({ job: { id }, ...answer }, lines.map(oneLine).join('\n'));
    return EXIT.done;
  },
};
