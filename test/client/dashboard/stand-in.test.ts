import { describe, expect, test } from '@jest/globals';
import { isStandIn, newerOf } from '../../../client/dashboard/app/stand-in.ts';

const answer = (revision: number, from: 'workflow' | 'record', endedAt: string | null = null) => ({
  view: { revision, endedAt },
  from,
  asOf: `at ${revision}`,
  overlay: from === 'record' ? 'unreachable' : null,
});

describe('what a job page shows', () => {
  test('what the stream told meanwhile is not put back by an older answer', () => {
    const told = answer(7, 'workflow');
    expect(newerOf(told, answer(5, 'workflow'))).toBe(told);
  });

  test('an older record does not put the job back, but says what is wrong with it', () => {
    const shown = newerOf(answer(7, 'workflow'), answer(5, 'record'));
    expect(shown.view.revision).toBe(7);
    expect(shown.asOf).toBe('at 7');
    expect(shown.overlay).toBe('unreachable');
  });

  test('a job that only its record speaks for is to be asked again, also where the stream has nothing new to tell', () => {
    expect(isStandIn(newerOf(answer(7, 'workflow'), answer(7, 'record')))).toBe(true);
    expect(isStandIn(newerOf(answer(7, 'record'), answer(7, 'workflow')))).toBe(false);
    expect(isStandIn(answer(7, 'record', '2026-11-21T20:00:00.000Z'))).toBe(false);
  });
});
