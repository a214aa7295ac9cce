import { activityInfo, getClient } from '@temporalio/activity';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { instantOf } from '../../contract/instants.ts';
import { type HistoryPorts, keepHistory } from '../../store/histories/keep-history.ts';
import type { Activities } from '../activities.ts';

/** Events that Temporal is asked for at once: some hundred kilobytes. */
const EVENTS_PER_PAGE = 500;

/** Makes the activity that keeps the history of the run before: it asks Temporal for it, so that none goes through history. */
export function createStoreHistory(ports: HistoryPorts): Activities['storeHistory'] {
  return async ({ runId }) => {
    const jobId = activityInfo().workflowExecution?.workflowId;
    if (jobId === undefined) throw new Error('Only a job has earlier runs.');
    const kept = await keepHistory(ports, { jobId, runId }, pages(jobId, runId), instantOf(Date.now()));
    return { events: kept?.events ?? 0 };
  };
}

async function* pages(workflowId: string, runId: string): AsyncGenerator<string> {
  const { workflowService, options } = getClient();
  let nextPageToken: Uint8Array | null | undefined;
  do {
    const page = await workflowService.getWorkflowExecutionHistory({
      namespace: options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: EVENTS_PER_PAGE,
      ...(nextPageToken && { nextPageToken }),
    });
    yield historyToJSON({ events: page.history?.events ?? [] });
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && nextPageToken.length > 0);
}
