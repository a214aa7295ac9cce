import { describe, expect, test } from '@jest/globals';
import {
  afterFailure,
  afterOutcome,
  FAILURE_POLICY,
  lookAgainMs,
  NOTHING_TRIED,
  type Tried,
} from '../../contract/failure-policy.ts';
import { failureClassSchema } from '../../contract/failures.ts';

describe('after an answer that is not what was asked for', () => {
  const all: Tried = { repairs: 2, rephrases: 1, enlargements: 1, model: 0 };
  test.each([
    ['invalid', NOTHING_TRIED, 'repair'],
    ['invalid', { ...NOTHING_TRIED, repairs: 1 }, 'repair'],
    ['invalid', all, 'fallback'],
    ['refused', NOTHING_TRIED, 'rephrase'],
    ['refused', all, 'fallback'],
    ['truncated', NOTHING_TRIED, 'enlarge'],
    ['truncated', all, 'fallback'],
  ] as const)('%s, tried %j: %s', (outcome, tried, how) => {
    expect(afterOutcome(outcome, tried, 2)).toMatchObject({ kind: 'ask', how });
  });

  test('the next model starts afresh, and after the last one it parks', () => {
    expect(afterOutcome('invalid', all, 2)).toEqual({
      kind: 'ask',
      how: 'fallback',
      tried: { ...NOTHING_TRIED, model: 1 },
    });
    expect(afterOutcome('invalid', { ...all, model: 1 }, 2)).toEqual({ kind: 'park' });
  });
});

describe('after a call that failed', () => {
  test.each(failureClassSchema.options)('%s goes to the next model only where that may help', (failureClass) => {
    const next = afterFailure(failureClass, NOTHING_TRIED, 2);
    expect(next.kind).toBe(FAILURE_POLICY[failureClass].fallback ? 'ask' : 'park');
    expect(afterFailure(failureClass, NOTHING_TRIED, 1).kind).toBe('park');
  });

  test('every class offers a way on and a way out; what passes by itself is looked at again', () => {
    for (const { actions } of Object.values(FAILURE_POLICY))
      expect(actions).toEqual(expect.arrayContaining(['retry', 'abort']));
    const again = failureClassSchema.options.filter((name) => lookAgainMs(name, 0) !== null);
    expect(again).toEqual(['rate-limit', 'outage', 'storage']);
  });

  test('looks again after 1, 2, 5 and then every 10 minutes', () => {
    expect([0, 1, 2, 3, 4, 40].map((looks) => lookAgainMs('outage', looks))).toEqual([
      60_000, 120_000, 300_000, 600_000, 600_000, 600_000,
    ]);
  });
});
