import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';

/** The proxies of one job, a profile each, named for their timing. */
export interface JobActivities {
  /** Model calls: minutes long, heartbeating, so that a lost worker shows within seconds. */
  models: ReturnType<typeof proxyActivities<Activities>>;
  /** Work of seconds to minutes on the job's own documents. */
  work: ReturnType<typeof proxyActivities<Activities>>;
  /**
   * Quick, read-only acts of milliseconds. Not as local activities: what a local one gives is handed over later where a query
   * was answered meanwhile, but at once in replay, and a job that was looked at would not replay.
   */
  quick: ReturnType<typeof proxyActivities<Activities>>;
  /** Writing the record: one attempt, since the recorder itself tries again. */
  records: ReturnType<typeof proxyActivities<Activities>>;
}

/** The activities that are quick. */
export type QuickActivities = Pick<Activities, 'modelRoute' | 'planItems'>;

/** Attempts that Temporal makes by itself before the engine parks the place. */
const ATTEMPTS = 6;

/** Builds the proxies; `timeScale` multiplies every wait between attempts. */
export function jobActivities(timeScale: number): JobActivities {
  const retry = {
    initialInterval: Math.max(1, Math.round(1_000 * timeScale)),
    backoffCoefficient: 2,
    maximumInterval: Math.max(1, Math.round(30_000 * timeScale)),
    maximumAttempts: ATTEMPTS,
  };
  const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
  const long = { heartbeatTimeout: '5s' as const, cancellationType, retry };
  return {
    models: proxyActivities<Activities>({ ...long, startToCloseTimeout: '15m' }),
    work: proxyActivities<Activities>({ ...long, startToCloseTimeout: '30m' }),
    quick: proxyActivities<Activities>({ startToCloseTimeout: '10s', cancellationType, retry }),
    records: proxyActivities<Activities>({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } }),
  };
}
