import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import type { ResetPoint } from '../run-control.ts';
import type { HistoryEvent } from './history-events.ts';

interface Candidate {
  eventId: number;
  at: string;
}

/**
 * Finds the workflow task that a reset makes again: the last one that completed, or, with `wanted`, the last at or before that event.
 * Throws `request-invalid` where there is none.
 */
export async function findResetPoint(
  events: AsyncIterable<HistoryEvent>,
  wanted: number | undefined,
): Promise<Omit<ResetPoint, 'runId'>> {
  const tasks: Candidate[] = [];
  const scheduled = new Map<number, string>();
  const completed: { eventId: number; name: string }[] = [];
  const messages: number[] = [];
  let last = 0;
  for await (const event of events) {
    last = Number(event.eventId ?? 0);
    if (event.workflowTaskCompletedEventAttributes != null) tasks.push({ eventId: last, at: timeOf(event) });
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name;
    if (name) scheduled.set(last, name);
    const done = event.activityTaskCompletedEventAttributes?.scheduledEventId;
    if (done != null) completed.push({ eventId: last, name: scheduled.get(Number(done)) ?? '' });
    if (event.workflowExecutionSignaledEventAttributes != null) messages.push(last);
    if (event.workflowExecutionUpdateAcceptedEventAttributes != null) messages.push(last);
  }
  const point = wanted === undefined ? tasks.at(-1) : tasks.findLast(({ eventId }) => eventId <= wanted);
  if (point === undefined)
    throw new DossierError('request-invalid', 'No workflow task of this run completed so early.', {
      field: 'event',
      remedy: 'Choose a later event; `dossier history JOB --raw` lists them.',
    });
  return {
    ...point,
    dropped: last - point.eventId + 1,
    repeated: completed.filter(({ eventId }) => eventId > point.eventId).map(({ name }) => name),
    lostMessages: messages.filter((eventId) => eventId > point.eventId).length,
  };
}

function timeOf(event: HistoryEvent): string {
  return instantOf(Number(event.eventTime?.seconds ?? 0) * 1_000);
}
