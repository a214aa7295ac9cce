import { proxyActivities } from '@temporalio/workflow';
import type { ProbeActivities } from '../activities/models/probe-models.ts';
import type { ProbeAnswer } from '../contract/settings-api.ts';

/**
 * Asks each model for a few words, where the keys are: in a worker. No job kind: nobody decides anything in it, and it has no record.
 * Tried once, since a person waits for what it finds.
 */
export async function probeProviders(): Promise<ProbeAnswer> {
  const { probeModels } = proxyActivities<ProbeActivities>({
    startToCloseTimeout: '20s',
    retry: { maximumAttempts: 1 },
  });
  return await probeModels();
}
