import type { ViewAnswer } from '../../../contract/api.ts';

/** Whether the record stands in for a job that is open: its own answer is still to come. */
export function isStandIn({ from, view }: ViewAnswer): boolean {
  return from === 'record' && view.endedAt === null;
}

/** What was asked for may have been overtaken on its way by what the stream told: then only what is wrong with the job is news. */
export function newerOf(shown: ViewAnswer | undefined, asked: ViewAnswer): ViewAnswer {
  if (shown === undefined || shown.view.revision <= asked.view.revision) return asked;
  return asked.from === 'record' ? { ...asked, view: shown.view, asOf: shown.asOf } : shown;
}
