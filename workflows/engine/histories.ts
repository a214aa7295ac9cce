import { ActivityFailure, CancellationScope, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { JobStart } from '../../contract/job-start.ts';

/**
 * Has the history of the run before kept as an artifact, behind the work: nothing waits for it, and where it fails, the API's sweep makes it good.
 * Only where the run before said so (`keepsHistory`): histories from before this rule replay as they went.
 */
export function keepEarlierHistory(start: JobStart): void {
  const runId = workflowInfo().continuedFromExecutionRunId;
  if (start.keepsHistory !== true || runId === undefined) return;
  const { storeHistory } = proxyActivities<Pick<Activities, 'storeHistory'>>({
    startToCloseTimeout: '2m',
    retry: { maximumAttempts: 3 },
  });
  CancellationScope.nonCancellable(() => storeHistory({ runId })).catch((error: unknown) => {
    if (!(error instanceof ActivityFailure)) throw error;
  });
}
