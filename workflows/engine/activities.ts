import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import { tooLarge } from '../../contract/payloads.ts';
import { Parked } from './parked.ts';

type Proxies = ReturnType<typeof proxyActivities<Activities>>;

/** The proxies of one job, a profile each, named for their timing. */
export interface JobActivities {
  /** Model calls: minutes long, heartbeating, so that a lost worker shows within seconds. */
  models: Proxies;
  /** Work of seconds to minutes on the job's own documents. */
  work: Proxies;
  /**
   * Quick, read-only acts of milliseconds. Not as local activities: what a local one gives is handed over later where a query
   * was answered meanwhile, but at once in replay, and a job that was looked at would not replay.
   */
  quick: Proxies;
  /** Writing the record: one attempt, since the recorder itself tries again. */
  records: Proxies;
  /** Writing the last record, for which the job's end waits: Temporal tries again, since the tries of the job itself would fill its history. */
  lastRecord: Proxies;
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
    models: guarded({ ...long, startToCloseTimeout: '15m' }),
    work: guarded({ ...long, startToCloseTimeout: '30m' }),
    quick: guarded({ startToCloseTimeout: '10s', cancellationType, retry }),
    records: guarded({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } }),
    lastRecord: guarded({ startToCloseTimeout: '10s', retry: { ...retry, maximumAttempts: Number.POSITIVE_INFINITY } }),
  };
}

interface Schedule {
  (...inputs: unknown[]): Promise<unknown>;
  executeWithOptions(options: object, inputs: unknown[]): Promise<unknown>;
}

/** Proxies that park where an input is too large, before it is in the history: of 2 MB the server would end the job. */
function guarded(options: Parameters<typeof proxyActivities>[0]): Proxies {
  return new Proxy(proxyActivities<Activities>(options), {
    get(proxies, name: string): Schedule {
      const schedule: Schedule = Reflect.get(proxies, name);
      // The very promise that the SDK gives: another would be told later, and earlier histories would not replay.
      const ifSmall = (inputs: unknown[], begin: () => Promise<unknown>): Promise<unknown> => {
        const failed = tooLarge(`The activity ${name} was given`, inputs);
        return failed === null ? begin() : Promise.reject(new Parked(failed));
      };
      return Object.assign((...inputs: unknown[]) => ifSmall(inputs, () => schedule(...inputs)), {
        executeWithOptions: (more: object, inputs: unknown[]) =>
          ifSmall(inputs, () => schedule.executeWithOptions(more, inputs)),
      });
    },
  });
}
