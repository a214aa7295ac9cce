import { describe, expect, test } from '@jest/globals';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { atBoundary, bounded, toApplicationFailure } from '../../activities/failure-boundary.ts';
import { DossierError, failure } from '../../contract/failures.ts';
import { PAYLOAD_LIMIT } from '../../contract/payloads.ts';

describe('the failure boundary', () => {
  test('our own error becomes a failure of its code, with itself as the only detail', () => {
    const error = new DossierError('model-rate-limited', 'Slow down.', {
      retryAfterMs: 3_000,
      cause: new Error('secret'),
    });
    const thrown = atBoundary(error, undefined);
    expect(thrown).toBeInstanceOf(ApplicationFailure);
    expect(thrown).toMatchObject({
      type: 'model-rate-limited',
      nonRetryable: false,
      nextRetryDelay: 3_000,
      details: [error.failure],
    });
    expect(thrown).not.toHaveProperty('cause.message');
  });

  test('what trying again cannot mend is not tried again', () => {
    expect(toApplicationFailure(failure('model-key-rejected', 'Wrong key.')).nonRetryable).toBe(true);
  });

  test('cancellation and failures made on purpose go through', () => {
    const cancelled = new CancelledFailure('CANCELLED');
    const made = ApplicationFailure.create({ type: 'made' });
    expect(atBoundary(cancelled, undefined)).toBe(cancelled);
    expect(atBoundary(made, undefined)).toBe(made);
  });

  test("a library's abort is the cancellation where there is one", () => {
    const reason = new CancelledFailure('CANCELLED');
    const abort = new DOMException('stop', 'AbortError');
    expect(atBoundary(abort, reason)).toBe(reason);
    expect(atBoundary(abort, undefined)).toMatchObject({ type: 'cancelled' });
  });

  test('an error of another kind is told also while cancelling', () => {
    const error = new DossierError('storage-full', 'Full.');
    expect(atBoundary(error, new CancelledFailure('CANCELLED'))).toMatchObject({ type: 'storage-full' });
  });
});

describe('payloads', () => {
  const run = (activity: (input: string) => Promise<string>, input: string) =>
    new MockActivityEnvironment().run(bounded(activity), input);

  test('content in place of references is refused, on either side, and not tried again', async () => {
    const large = 'x'.repeat(PAYLOAD_LIMIT);
    let calls = 0;
    const shorten = async () => {
      calls += 1;
      return '';
    };
    const refusal = { type: 'payload-too-large', nonRetryable: true };
    await expect(run(shorten, large)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringMatching(/^The activity \w+ was given 262,148 bytes/),
    });
    expect(calls).toBe(0);
    await expect(run(async () => large, '')).rejects.toMatchObject({
      ...refusal,
      message: expect.stringMatching(/^The activity \w+ gave 262,146 bytes/),
    });
    expect(await run(async (input) => input, 'x')).toBe('x');
  });
});
