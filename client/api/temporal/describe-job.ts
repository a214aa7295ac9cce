import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { LiveText } from '../../../contract/live-text.ts';
import type { JobDescription } from '../job-control.ts';
import { liveTextOf } from './live-text-of.ts';
import { troubleWords } from './temporal-errors.ts';

/** Causes of a failed workflow task that are ordinary: UNHANDLED_COMMAND and RESET_WORKFLOW. */
const HARMLESS_CAUSES = new Set([1, 20]);

/** Reads what Temporal says of a job into our words. */
export async function describeJob(client: Client, jobId: string): Promise<JobDescription> {
  const description = await client.workflow.getHandle(jobId).describe();
  return {
    runId: description.runId,
    historyLength: description.historyLength,
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
      return troubleWords(failed.failure?.message);
    }
  }
  return null;
}

function liveTexts(description: WorkflowExecutionDescription): LiveText[] {
  return (description.raw.pendingActivities ?? []).map(liveTextOf).filter(isTold);
}

function isTold({ text, retry, reading, page }: LiveText): boolean {
  return text !== '' || retry !== undefined || reading !== undefined || page !== undefined;
}
