import { type Client, defaultPayloadConverter, type WorkflowExecutionDescription } from '@temporalio/client';
import { type LiveText, liveTextSchema } from '../../../contract/live-text.ts';
import type { JobDescription } from '../job-control.ts';

/** Causes of a failed workflow task that are ordinary: UNHANDLED_COMMAND and RESET_WORKFLOW. */
const HARMLESS_CAUSES = new Set([1, 20]);

/** Reads what Temporal says of a job into our words. */
export async function describeJob(client: Client, jobId: string): Promise<JobDescription> {
  const description = await client.workflow.getHandle(jobId).describe();
  return {
    startedAt: description.startTime.getTime(),
    closedAs: description.status.name === 'RUNNING' ? null : description.status.name,
    trouble: await troubleOf(client, description),
    live: liveTexts(description),
  };
}

/** A workflow task that fails again: attempt 2 counts only with a cause, since a kill alone gives one; from 3 on it always does. */
async function troubleOf(client: Client, description: WorkflowExecutionDescription): Promise<string | null> {
  const attempt = description.raw.pendingWorkflowTask?.attempt ?? 0;
  if (attempt < 2) return null;
  const cause = await lastTaskFailure(client, description);
  if (cause !== null) return cause;
  return attempt >= 3 ? `its workflow task is tried for the ${attempt}th time` : null;
}

/** The first line of the newest failed workflow task's message, where one of the last events is such. */
async function lastTaskFailure(
  client: Client,
  { workflowId, runId }: WorkflowExecutionDescription,
): Promise<string | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 4,
  });
  for (const event of history?.events ?? []) {
    const failed = event.workflowTaskFailedEventAttributes;
    if (failed != null && !HARMLESS_CAUSES.has(Number(failed.cause))) {
      return (failed.failure?.message ?? 'its code failed').split('\n')[0]?.slice(0, 300) ?? '';
    }
  }
  return null;
}

type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

function liveTexts(description: WorkflowExecutionDescription): LiveText[] {
  const pending = description.raw.pendingActivities ?? [];
  return pending.map(liveTextOf).filter((live) => live.text !== '' || live.retry !== undefined);
}

/** What a pending activity tells: the model's words where it beats with such, and why it is tried again where it failed. */
function liveTextOf(activity: PendingActivity): LiveText {
  const payload = activity.heartbeatDetails?.payloads?.[0];
  const beat = liveTextSchema.safeParse(payload == null ? null : defaultPayloadConverter.fromPayload(payload));
  const task = activity.activityType?.name ?? '';
  const live: LiveText = beat.success ? beat.data : { place: task, task, text: '', outputChars: 0 };
  const words = activity.lastFailure?.message?.split('\n')[0]?.slice(0, 300);
  const attempt = activity.attempt ?? 1;
  return attempt > 1 && words ? { ...live, retry: { attempt, words } } : live;
}
