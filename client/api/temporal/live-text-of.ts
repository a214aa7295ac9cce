import { defaultPayloadConverter, type WorkflowExecutionDescription } from '@temporalio/client';
import {
  fetchingPageSchema,
  type LiveText,
  liveTextSchema,
  readingProgressSchema,
} from '../../../contract/live-text.ts';

/** An activity of a job that runs, or waits to be tried again. */
export type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** What a pending activity tells by its heartbeat (a model's words, how far reading is, the page that is fetched), and why it is tried again where it failed. */
export function liveTextOf(activity: PendingActivity): LiveText {
  const payload = activity.heartbeatDetails?.payloads?.[0];
  const live = told(payload == null ? null : defaultPayloadConverter.fromPayload(payload), activity);
  const words = activity.lastFailure?.message?.split('\n')[0]?.slice(0, 300);
  const attempt = activity.attempt ?? 1;
  return attempt > 1 && words ? { ...live, retry: { attempt, words } } : live;
}

function told(details: unknown, { activityType }: PendingActivity): LiveText {
  const task = activityType?.name ?? '';
  const silent = { place: task, task, text: '', outputChars: 0 };
  const reading = readingProgressSchema.safeParse(details);
  if (reading.success) return { ...silent, place: 'ingest', reading: reading.data };
  const fetching = fetchingPageSchema.safeParse(details);
  if (fetching.success) return { ...silent, place: 'ingest', page: fetching.data.page };
  return liveTextSchema.safeParse(details).data ?? silent;
}
