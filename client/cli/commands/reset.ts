import type { ResetAnswer } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { type Command, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { OptionValues } from '../option-values.ts';
import { counted } from '../watching/job-text.ts';

function eventOf(options: OptionValues): number | undefined {
  const typed = options.text('event');
  if (typed === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw new DossierError('request-invalid', `--event is the number of an event, not "${typed}".`, {
    field: 'event',
    remedy: 'See the eventId of each event in `dossier history JOB --raw`.',
  });
}

function preview(id: string, { runId, eventId, at, dropped, repeated, lostMessages }: ResetAnswer): string[] {
  const again = [...new Set(repeated)].map((name) => `${name} (${repeated.filter((one) => one === name).length})`);
  return [
    `Job ${id}, run ${runId}, goes back to event ${eventId} of ${at}: ${counted(dropped, 'event')} no longer count.`,
    repeated.length === 0
      ? 'Nothing that was finished runs again.'
      : `These run again, answered calls from the ledger at no cost: ${again.join(', ')}.`,
    lostMessages === 0
      ? 'No message to the job is lost.'
      : `${counted(lostMessages, 'message')} to the job after that ${lostMessages === 1 ? 'is' : 'are'} lost: decide again.`,
  ];
}

/** `dossier reset`. */
export const reset: Command = {
  name: 'reset',
  usage: 'JOB [--event ID] [--yes]',
  words:
    "Take an open job's run back to its last good moment in Temporal; prefer rewind wherever the job still answers.",
  options: {
    event: {
      value: 'ID',
      words: 'go back to the last workflow task at or before this event; unset, the last that completed',
    },
    yes: { words: 'do not ask' },
  },
  positionals: ONE_JOB,
  async run({ positionals, options, terminal, connect, commandLine }) {
    const id = positionals[0] ?? '';
    const event = eventOf(options);
    const { client } = await connect();
    const point = await client.reset(id, { ...(event !== undefined && { event }) });
    if (!options.flag('yes')) {
      if (!terminal.canAsk) {
        throw new DossierError('request-invalid', `${preview(id, point).join(' ')} To do it, pass --yes.`, {
          field: 'yes',
          remedy: `\`${commandLine('reset', id, ...(event === undefined ? [] : ['--event', String(event)]), '--yes')}\``,
        });
      }
      for (const line of preview(id, point)) terminal.say(line);
      if (!(await terminal.confirm('Do it?'))) {
        terminal.say('Nothing was changed.');
        return EXIT.failed;
      }
    }
    const { runId, eventId } = point;
    const done = await client.reset(id, { confirm: { runId, eventId }, ...(event !== undefined && { event }) });
    const words = [...preview(id, done), `Done: it goes on as run ${done.newRunId}.`];
    terminal.result({ job: { id }, ...done }, words.join('\n'));
    return EXIT.done;
  },
};
