import { CompleteAsyncError, Context, log } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { DossierError, type Failure } from '../contract/failures.ts';
import { tooLarge } from '../contract/payloads.ts';
import { causesOf } from './models/causes.ts';
import { classifyFailure } from './models/classify-failure.ts';

/**
 * Wraps an activity so that whatever it throws reaches the workflow as an `ApplicationFailure` whose type is the failure's code and whose
 * only detail is the `Failure`. Cancellation goes through as it is, also where it shows as a library's abort error;
 * so does an `ApplicationFailure` that was made on purpose. Input or result of more than `PAYLOAD_LIMIT` bytes is refused with `payload-too-large`.
 */
export function bounded<Arguments extends unknown[], Result>(
  activity: (...inputs: Arguments) => Promise<Result>,
): (...inputs: Arguments) => Promise<Result> {
  return async (...inputs) => {
    try {
      requireSmall('was given', inputs);
      const result = await activity(...inputs);
      requireSmall('gave', result);
      return result;
    } catch (thrown) {
      throw atBoundary(thrown, cancellation(), Context.current().info.attempt);
    }
  };
}

/** What an activity throws in place of `thrown`; `cancelled` is the reason of the activity's cancellation, where there is one. */
export function atBoundary(thrown: unknown, cancelled: unknown, attempt = 1): unknown {
  if (thrown instanceof ApplicationFailure || thrown instanceof CancelledFailure) return thrown;
  if (thrown instanceof CompleteAsyncError) return thrown;
  const failure = classifyFailure(thrown);
  if (cancelled !== undefined && (failure.code === 'cancelled' || thrown === cancelled)) return cancelled;
  if (failure.code === 'internal') log.error('An activity failed in a way that nobody foresaw.', { error: thrown });
  return toApplicationFailure(withCauses(failure, thrown), attempt);
}

/** Tries of a call that ended by a bound of its own: each took minutes, so the engine parks, and looks again later. */
const TRIES_IN_TIME = 2;

/** What a failure came from, the root first, without the sentence that it has itself. */
function withCauses(failure: Failure, thrown: unknown): Failure {
  if (failure.causes !== undefined) return failure;
  const causes = causesOf(thrown).filter((cause) => cause !== failure.message);
  return causes.length === 0 ? failure : { ...failure, causes: causes.slice(0, 5) };
}

/** A failure in the form in which Temporal carries it. Leaves the cause out: stacks and raw provider text stay out of history. */
export function toApplicationFailure(failure: Failure, attempt = 1): ApplicationFailure {
  const inVain = failure.code === 'model-call-timed-out' && attempt >= TRIES_IN_TIME;
  return ApplicationFailure.create({
    type: failure.code,
    message: failure.message,
    nonRetryable: !failure.retryable || inVain,
    details: [failure],
    ...(failure.retryAfterMs === null ? {} : { nextRetryDelay: failure.retryAfterMs }),
  });
}

function requireSmall(did: 'was given' | 'gave', payload: unknown): void {
  const failed = tooLarge(`The activity ${Context.current().info.activityType} ${did}`, payload);
  if (failed !== null) throw new DossierError(failed.code, failed.message);
}

function cancellation(): unknown {
  const { cancellationSignal } = Context.current();
  return cancellationSignal.aborted ? cancellationSignal.reason : undefined;
}
