import type { JobRow } from '../../../contract/api.ts';
import { type JobQuery, jobQuerySchema } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { formatMicroUsd } from '../../../contract/money.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OptionValues } from '../option-values.ts';
import { oneLine } from '../terminal-text.ts';

function queryOf(options: OptionValues): JobQuery {
  const query = { status: options.text('status'), query: options.text('query'), limit: options.text('limit') };
  const read = jobQuerySchema.safeParse(query);
  if (read.success) return read.data;
  const field = String(read.error.issues[0]?.path[0] ?? 'status');
  const states = jobQuerySchema.shape.status.unwrap().options.join(', ');
  const remedy = field === 'status' ? `It is one of ${states}.` : 'See `dossier help jobs`.';
  throw new DossierError('request-invalid', `--${field} is not understood: "${options.text(field)}".`, {
    field,
    remedy,
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
  return [line(head, 'question'), ...cells.map((values, index) => line(values, rows[index]?.question ?? ''))].join(
    '\n',
  );
}

/** `dossier jobs`. */
export const jobs: Command = {
  name: 'jobs',
  usage: '[--status S] [--query Q] [--limit N]',
  words: 'List jobs, the newest first.',
  options: {
    status: { value: 'S', words: 'only those in this state; also open, closed' },
    query: { value: 'Q', words: 'only those whose id, question or tags have these words' },
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
