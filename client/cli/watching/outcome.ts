import { DossierError } from '../../../contract/failures.ts';
import type { Context } from '../command.ts';
import { EXIT, exitCodeOfStatus } from '../exit-codes.ts';
import type { Followed } from './follow.ts';
import { totalsLine, waysOn } from './job-text.ts';

/** Says how a job that was followed stands, what to do next where it rests, and answers the exit code. */
export function tellOutcome(context: Context, id: string, followed: Followed, more: object): number {
  const { terminal, commandLine } = context;
  const view = followed.last?.view;
  if (followed.how === 'interrupted') {
    const job = { id, ...(view !== undefined && { status: view.status }) };
    terminal.object({ job, interrupted: true, next: [commandLine('watch', id)] });
    terminal.say(`Stopped watching; job ${id} goes on. Go on watching with: ${commandLine('watch', id)}`);
    return EXIT.interrupted;
  }
  if (view === undefined) {
    throw new DossierError('job-unanswered', `The instance stopped telling of job ${id} before it said anything.`);
  }
  const { status, sentence, gates, attention, totals } = view;
  const exitCode = exitCodeOfStatus(status);
  const exports = ['md', 'html', 'json'].map((format) =>
    commandLine('export', id, '--format', format, '--out', `${id}.${format}`),
  );
  const ended = [commandLine('history', id), commandLine('rewind', id)];
  // What was ended outside Dossier answers nobody, whatever its record waits for.
  const isOpen = exitCode === EXIT.rests && followed.last?.overlay?.kind !== 'closed';
  const next = status === 'done' ? exports : isOpen ? waysOn(view, commandLine) : ended;
  terminal.object({ job: { id, status, sentence }, gates, attention, totals, next, ...more });
  terminal.say('');
  terminal.say(`Job ${id}: ${status.replace('_', ' ')}. ${sentence}`);
  terminal.say(totalsLine(totals, view.limitMicroUsd));
  const words = status === 'done' ? [`Save the report: ${exports[0]}`] : isOpen ? next : endedWords(ended);
  terminal.say(words.join('\n'));
  return exitCode;
}

function endedWords([history, rewind]: readonly string[]): string[] {
  return [`See what happened: ${history}`, `Take it up again where it stood: ${rewind}`];
}
