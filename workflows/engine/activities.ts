import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';

/** The proxies of one job, a profile each, named for their timing. */
export interface JobActivities {
  /** Model calls: minutes long, heartbeating, so that a lost worker shows within seconds. */
  models: ReturnType<typeof proxyActivities<Activities>>;
  /** Work of seconds to minutes on the job's own documents. */
  work: ReturnType<typeof proxyActivities<Activities>>;
  /** Quick, read-only acts of milliseconds: one attempt, then the caller falls back to `work`. */
  quick: ReturnType<typeof proxyLocalActivities<Activities>>;
}

/** The activities as a quick call may make them, locally or not. */
export type QuickActivities = Pick<Activities, 'modelRoute' | 'planItems' | 'runTool'>;

/** Attempts that Temporal makes by itself before the engine parks the place. */
const ATTEMPTS = 6;

/** Builds the proxies; `timeScale` multiplies every wait between attempts. */
export function jobActivities(timeScale: number): JobActivities {
  const common = {
    heartbeatTimeout: '5s' as const,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: {
      initialInterval: Math.max(1, Math.round(1_000 * timeScale)),
      backoffCoefficient: 2,
      maximumInterval: Math.max(1, Math.round(30_000 * timeScale)),
      maximumAttempts: ATTEMPTS,
    },
  };
  return {
    models: proxyActivities<Activities>({ ...common, startToCloseTimeout: '15m' }),
    work: proxyActivities<Activities>({ ...common, startToCloseTimeout: '30m' }),
    quick: proxyLocalActivities<Activities>({ startToCloseTimeout: '1s', retry: { maximumAttempts: 1 } }),
  };
}
