import { DossierError } from '../../../contract/failures.ts';
import type { Context } from '../command.ts';
import { EXIT, exitCodeOfStatus } from '../exit-codes.ts';
import type { Followed } from './follow.ts';
import { totalsLine, waysOn } from './job-text.ts';
import { waysBack, waysBackLines } from './ways-back.ts';

/** Says how a job that was followed stands, what to do next where it rests, and answers the exit code. */
export function tellOutcome(context: Context, id: string, followed: Followed, more: object): number {
  const { terminal, commandLine } = context;
  const { last } = followed;
  if (followed.how === 'interrupted') {
    const job = { id, ...(last !== undefined && { status: last.view.status }) };
    terminal.object({ job, interrupted: true, next: [commandLine('watch', id)] });
    terminal.say(`Stopped watching; job ${id} goes on. Go on watching with: ${commandLine('watch', id)}`);
    return EXIT.interrupted;
  }
  if (last === undefined) {
    throw new DossierError('job-unanswered', `The instance stopped telling of job ${id} before it said anything.`);
  }
  const { view, overlay } = last;
  const { status, sentence, gates, attention, totals } = view;
  const exitCode = exitCodeOfStatus(status);
  const exports = ['md', 'html', 'json'].map((format) =>
    commandLine('export', id, '--format', format, '--out', `${id}.${format}`),
  );
  // What was ended outside Dossier answers nobody, whatever its record waits for.
  const isOpen = exitCode === EXIT.rests && overlay?.kind !== 'closed';
  const open =
    followed.how === 'unanswered' ? [commandLine('doctor'), commandLine('watch', id)] : waysOn(view, commandLine);
  const next = status === 'done' ? exports : isOpen ? open : waysBack(last, commandLine);
  terminal.object({ job: { id, status, sentence }, overlay, gates, attention, totals, next, ...more });
  terminal.say('');
  terminal.say(`Job ${id}: ${status.replace('_', ' ')}. ${sentence}`);
  if (overlay !== null) terminal.say(`${overlay.kind}: ${overlay.words}`);
  terminal.say(totalsLine(totals, view.limitMicroUsd));
  const words =
    status === 'done' ? [`Save the report: ${exports[0]}`] : isOpen ? next : waysBackLines(last, commandLine);
  terminal.say(words.join('\n'));
  return exitCode;
}
