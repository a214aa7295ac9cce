import { pipeline } from 'node:stream/promises';
import type { RunSummary } from '../../../contract/api-answers.ts';
import { formatMicroUsd } from '../../../contract/money.ts';
import { type Command, type Context, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { bodyOf, checkedOut, save } from '../saved-file.ts';
import { oneLine } from '../terminal-text.ts';
import { counted } from '../watching/job-text.ts';

async function raw(context: Context, id: string): Promise<number> {
  const out = context.options.text('out');
  const path = out === undefined ? undefined : checkedOut(out);
  const { client } = await context.connect();
  const response = await client.rawHistory(id);
  if (path === undefined) {
    await pipeline(bodyOf(response), process.stdout, { end: false });
    return EXIT.done;
  }
  const bytes = await save(response, path);
  const words = `Wrote ${path} (${bytes.toLocaleString('en-US')} bytes).`;
  context.terminal.result({ job: { id }, path, bytes }, words);
  return EXIT.done;
}

function runLine({ runId, status, startedAt, endedAt, events, kept }: RunSummary): string {
  const when = startedAt === null ? '' : `${startedAt} to ${endedAt ?? 'now'}: `;
  const how = status.toLowerCase().replaceAll('_', ' ');
  return `${runId}  ${when}${how}, ${counted(events, 'event')}${kept ? ', kept' : ''}`;
}

/** `dossier history`. */
export const history: Command = {
  name: 'history',
  usage: 'JOB [--calls] [--raw [--out FILE]]',
  words: 'Tell in words what happened, and who did it.',
  options: {
    calls: { words: 'also list every paid call, and the runs in Temporal' },
    raw: { words: "write the events of all runs as Temporal's JSON instead" },
    out: { value: 'FILE', words: 'with --raw, the file to write; unset, stdout' },
  },
  positionals: ONE_JOB,
  async run(context) {
    const { positionals, options, terminal, connect } = context;
    const id = positionals[0] ?? '';
    if (options.flag('raw')) return raw(context, id);
    const answer = await (await connect()).client.history(id);
    const lines = answer.entries.map(({ at, place, actor, words }) => {
      const where = [place, actor].filter((part) => part !== null).join(' by ');
      return `${at}  ${where === '' ? '' : `[${where}] `}${words}`;
    });
    const calls = answer.calls.map(
      (call) =>
        `${call.answeredAt ?? call.reservedAt}  ${call.step}@${call.generation}.${call.round}${call.item === '' ? '' : `/${call.item}`} ` +
        `${call.task} turn ${call.turn}: ${call.modelServed ?? call.modelAsked}, ${call.outcome ?? call.state}, ` +
        `${counted(call.inputTokens, 'token')} in, ${call.outputTokens.toLocaleString('en-US')} out, ${formatMicroUsd(call.costMicroUsd)}`,
    );
    const told = lines.length === 0 ? ['Nothing has happened yet.'] : lines;
    const runs = [`Runs (${answer.runs.length}):`, ...answer.runs.map(runLine)];
    const text = [...told, ...(options.flag('calls') ? ['', `Calls (${calls.length}):`, ...calls, '', ...runs] : [])];
    terminal.result({ job: { id }, ...answer }, text.map(oneLine).join('\n'));
    return EXIT.done;
  },
};
