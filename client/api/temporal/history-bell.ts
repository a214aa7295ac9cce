import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcDeadlineError } from '@temporalio/client';

/** Longer than the server holds a long poll (20 s). */
const POLL_DEADLINE_MS = 40_000;
const RETRY_MS = 1_000;
const FROM_THE_START = new Uint8Array();

/**
 * Rings after each batch of new events of a job: a history long poll, which needs no worker.
 * At continue-as-new it goes on with the run that follows; it ends when a run closes otherwise, and by the signal.
 */
export async function* historyBell(client: Client, jobId: string, signal: AbortSignal): AsyncGenerator<void> {
  let runId = '';
  let token: Uint8Array = FROM_THE_START;
  while (!signal.aborted) {
    const page = await longPoll(client, { workflowId: jobId, ...(runId && { runId }) }, token, signal);
    if (page === null) {
      // Temporal is away or does not know the job yet: asked again, and the run may be another by then.
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      runId = '';
      token = FROM_THE_START;
      continue;
    }
    const last = page.history?.events?.at(-1);
    if (last != null) yield;
    const next = last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    const hasMore = (page.nextPageToken?.length ?? 0) > 0;
    if (!next && !hasMore) return;
    runId = next || runId;
    token = next ? FROM_THE_START : (page.nextPageToken ?? FROM_THE_START);
  }
}

async function longPoll(
  client: Client,
  execution: { workflowId: string; runId?: string },
  nextPageToken: Uint8Array,
  signal: AbortSignal,
) {
  const { namespace } = client.options;
  const request = { namespace, execution, nextPageToken, waitNewEvent: true, maximumPageSize: 1_000 };
  const poll = () => client.workflowService.getWorkflowExecutionHistory(request);
  try {
    return await client.withAbortSignal(signal, () => client.withDeadline(Date.now() + POLL_DEADLINE_MS, poll));
  } catch (error) {
    // Whatever it is, the watcher also asks by itself: the bell only has to come back.
    return isGrpcDeadlineError(error) ? { nextPageToken, history: null } : null;
  }
}
