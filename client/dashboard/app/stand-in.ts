import type { ViewAnswer } from '../../../contract/api.ts';

/** What of an answer tells how fresh it is. */
type Answered = Pick<ViewAnswer, 'from' | 'asOf'> & { view: Pick<ViewAnswer['view'], 'revision' | 'endedAt'> };

/** Whether the record stands in for a job that is open: its own answer is still to come. */
export function isStandIn({ from, view }: Answered): boolean {
  return from === 'record' && view.endedAt === null;
}

/** What was asked for may have been overtaken on its way by what the stream told: then only what is wrong with the job is news. */
export function newerOf<Answer extends Answered>(shown: Answer | undefined, asked: Answer): Answer {
  if (shown === undefined || shown.view.revision <= asked.view.revision) return asked;
  return asked.from === 'record' ? { ...asked, view: shown.view, asOf: shown.asOf } : shown;
}
