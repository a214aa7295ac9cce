import { type ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import { type Failure, failure, failureSchema } from '../../contract/failures.ts';

/** What a failed activity means to the engine: a failure to act on, or nothing more than a lost worker. */
export type Lost = { kind: 'failed'; failure: Failure } | { kind: 'worker-lost' };

/** Activities that ask a model; what times out in them is the provider's. */
const MODEL_CALLS: ReadonlySet<string> = new Set<keyof Activities>([
  'planReport',
  'researchTurn',
  'writeDraft',
  'judgeClaims',
  'matchTurn',
  'correctClaims',
  'answerQuestion',
]);

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
    const code = MODEL_CALLS.has(error.activityType) ? 'model-call-timed-out' : 'step-timed-out';
    return { kind: 'failed', failure: failure(code, `${error.activityType} took longer than it may.`) };
  }
  return { kind: 'failed', failure: failure('internal', `${error.activityType}: ${cause?.message ?? error.message}`) };
}
