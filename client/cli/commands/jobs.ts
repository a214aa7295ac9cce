import { DossierError } from '../../../contract/failures.ts';
import { jobKindSchema } from '../../../contract/job-kind.ts';
import {
  type JobQuery,
  type JobRow,
  jobQuerySchema,
  jobSortSchema,
  LISTED_STATUSES,
} from '../../../contract/job-list-api.ts';
import { formatMicroUsd } from '../../../contract/money.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OptionValues } from '../option-values.ts';
import { oneLine } from '../terminal-text.ts';

/** What the values of an option may be, in words. */
const CHOICES: Record<string, string> = {
  status: `It is one or several, with commas, of ${LISTED_STATUSES.join(', ')}.`,
  kind: `It is one of ${jobKindSchema.options.join(', ')}.`,
  sort: `It is one of ${jobSortSchema.options.join(', ')}.`,
};

function queryOf(options: OptionValues): JobQuery {
  const names = ['status', 'query', 'kind', 'tag', 'sort', 'limit'] as const;
  const read = jobQuerySchema.safeParse(Object.fromEntries(names.map((name) => [name, options.text(name)])));
  if (read.success) return read.data;
  const field = String(read.error.issues[0]?.path[0] ?? 'status');
  throw new DossierError('request-invalid', `--${field} is not understood: "${options.text(field)}".`, {
    field,
    remedy: CHOICES[field] ?? 'See `dossier help jobs`.',
  });
}

function cost(row: JobRow): string {
  const known = formatMicroUsd(row.costMicroUsd);
  if (row.unpricedCalls === 0) return known;
  return row.costMicroUsd === 0 ? 'unpriced' : `${known}+`;
}

function table(rows: readonly JobRow[], width: number): string {
  const cells = rows.map((row) => [
    row.id,
    row.overlay?.kind ?? row.status.replace('_', ' '),
    row.createdAt.slice(0, 16).replace('T', ' '),
    cost(row),
  ]);
  const head = ['job', 'status', 'started (UTC)', 'cost'];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const line = (values: readonly string[], last: string): string => {
    const start = values.map((value, column) => value.padEnd(widths[column] ?? 0)).join('  ');
    return `${start}  ${oneLine(last).slice(0, Math.max(20, width - start.length - 2))}`;
  };
  return [line(head, 'title'), ...cells.map((values, index) => line(values, rows[index]?.title ?? ''))].join('\n');
}

/** `dossier jobs`. */
export const jobs: Command = {
  name: 'jobs',
  usage: '[--status S] [--query Q] [--kind K] [--tag T] [--sort BY] [--limit N]',
  words: 'List jobs, the newest first.',
  options: {
    status: { value: 'S', words: 'only those in this state, or several with commas; also open, closed' },
    query: { value: 'Q', words: 'only those whose id, title, question or tags have these words' },
    kind: { value: 'K', words: 'only those of this kind: report, check' },
    tag: { value: 'T', words: 'only those with this tag' },
    sort: { value: 'BY', words: 'by created, updated, cost, title or status; unset, created' },
    limit: { value: 'N', words: 'how many to list, 1 to 200; unset, 50' },
  },
  positionals: { min: 0, max: 0, missing: '' },
  async run({ options, terminal, connect }) {
    const query = queryOf(options);
    const list = await (await connect()).client.list(query);
    const more = list.next === null ? '' : '\nThere are more: raise --limit or narrow with --status, --query.';
    const troubles = list.jobs.flatMap(({ id, overlay }) =>
      overlay === null ? [] : [`${id} is ${overlay.kind}: ${overlay.words}`],
    );
    const told = [table(list.jobs, terminal.width), ...troubles.map(oneLine)].join('\n');
    const text = list.jobs.length === 0 ? 'No jobs.' : `${told}${more}`;
    terminal.result(list, text);
    return EXIT.done;
  },
};
