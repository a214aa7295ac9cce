import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';

/** A run's history as the client fetches it. */
export type History = Awaited<
  ReturnType<ReturnType<TestWorkflowEnvironment['client']['workflow']['getHandle']>['fetchHistory']>
>;

/** One run of a job. */
export interface Run {
  workflowId: string;
  history: History;
}

/** The histories of all runs of a job so far, first to last, following continue-as-new. */
export async function historiesOf(env: TestWorkflowEnvironment, jobId: string): Promise<Run[]> {
  const { raw } = await env.client.workflow.getHandle(jobId).describe();
  const runs: Run[] = [];
  for (let runId = raw.workflowExecutionInfo?.firstRunId; runId; ) {
    const history = await env.client.workflow.getHandle(jobId, runId).fetchHistory();
    runs.push({ workflowId: jobId, history });
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return runs;
}

/** Replays runs against the workflows as they are now; throws where one takes another way. */
export async function replay(workflowBundle: WorkflowBundle, runs: Run[]): Promise<void> {
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, runs)) {
    if (error !== undefined) throw new Error(`${workflowId} does not replay: ${error.message}`, { cause: error });
  }
}

/** Names of the activities that a history scheduled, local ones left out, in order. */
export function scheduled(histories: History[]): string[] {
  return histories.flatMap(({ events }) =>
    (events ?? []).flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []),
  );
}
