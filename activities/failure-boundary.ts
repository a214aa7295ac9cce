import { CompleteAsyncError, Context, log } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Failure } from '../contract/failures.ts';
import { classifyFailure } from './models/classify-failure.ts';

/**
 * Wraps an activity so that whatever it throws reaches the workflow as an `ApplicationFailure` whose type is the failure's code and whose
 * only detail is the `Failure`. Cancellation goes through as it is, also where it shows as a library's abort error;
 * so does an `ApplicationFailure` that was made on purpose.
 */
export function bounded<Arguments extends unknown[], Result>(
  activity: (...inputs: Arguments) => Promise<Result>,
): (...inputs: Arguments) => Promise<Result> {
  return async (...inputs) => {
    try {
      return await activity(...inputs);
    } catch (thrown) {
      throw atBoundary(thrown, cancellation());
    }
  };
}

/** What an activity throws in place of `thrown`; `cancelled` is the reason of the activity's cancellation, where there is one. */
export function atBoundary(thrown: unknown, cancelled: unknown): unknown {
  if (thrown instanceof ApplicationFailure || thrown instanceof CancelledFailure) return thrown;
  if (thrown instanceof CompleteAsyncError) return thrown;
  const failure = classifyFailure(thrown);
  if (cancelled !== undefined && (failure.code === 'cancelled' || thrown === cancelled)) return cancelled;
  if (failure.code === 'internal') log.error('An activity failed in a way that nobody foresaw.', { error: thrown });
  return toApplicationFailure(failure);
}

/** A failure in the form in which Temporal carries it. Leaves the cause out: stacks and raw provider text stay out of history. */
export function toApplicationFailure(failure: Failure): ApplicationFailure {
  return ApplicationFailure.create({
    type: failure.code,
    message: failure.message,
    nonRetryable: !failure.retryable,
    details: [failure],
    ...(failure.retryAfterMs === null ? {} : { nextRetryDelay: failure.retryAfterMs }),
  });
}

function cancellation(): unknown {
  const { cancellationSignal } = Context.current();
  return cancellationSignal.aborted ? cancellationSignal.reason : undefined;
}
