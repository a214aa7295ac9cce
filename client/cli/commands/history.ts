import { formatMicroUsd } from '../../../contract/money.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { oneLine } from '../terminal-text.ts';
import { counted } from '../watching/job-text.ts';

/** `dossier history`. */
export const history: Command = {
  name: 'history',
  usage: 'JOB [--calls]',
  words: 'Tell in words what happened, and who did it.',
  options: { calls: { words: 'also list every paid call' } },
  positionals: ONE_JOB,
  async run({ positionals, options, terminal, connect }) {
    const id = positionals[0] ?? '';
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
    const text = [...told, ...(options.flag('calls') ? ['', `Calls (${calls.length}):`, ...calls] : [])];
    terminal.result({ job: { id }, ...answer }, text.map(oneLine).join('\n'));
    return EXIT.done;
  },
};
