import { type ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { type Failure, failure, failureSchema } from '../../contract/failures.ts';

/** What a failed activity means to the engine: a failure to act on, or nothing more than a lost worker. */
export type Lost = { kind: 'failed'; failure: Failure } | { kind: 'worker-lost' };

/** Reads the typed failure back from an activity's error. A heartbeat timeout tells of a worker that died, not of a failed call. */
export function failureOf(error: ActivityFailure): Lost {
  const { cause } = error;
  if (cause instanceof ApplicationFailure) {
    const parsed = failureSchema.safeParse(cause.details?.[0]);
    if (parsed.success) return { kind: 'failed', failure: parsed.data };
    return { kind: 'failed', failure: failure('internal', `${error.activityType}: ${cause.message}`) };
  }
  if (cause instanceof TimeoutFailure) {
    if (cause.timeoutType === 'HEARTBEAT') return { kind: 'worker-lost' };
    return {
      kind: 'failed',
      failure: failure('model-call-timed-out', `${error.activityType} took longer than it may.`),
    };
  }
  return { kind: 'failed', failure: failure('internal', `${error.activityType}: ${cause?.message ?? error.message}`) };
}
