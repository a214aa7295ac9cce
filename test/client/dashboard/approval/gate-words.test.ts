import { describe, expect, test } from '@jest/globals';
import { reviewedBefore, subjectOf } from '../../../../client/dashboard/screens/approval/gate-words.ts';
import type { StepName } from '../../../../contract/job-kind.ts';

const gate = { id: 'approve@1.3', step: 'approve' as const, item: null, round: 3 };

function decided(name: string, step: StepName, round: number, at: string) {
  return { gate: name, step, round, at };
}

const viewWith = (...decisions: ReturnType<typeof decided>[]) => ({ decisions });

describe('the version that was reviewed before', () => {
  test('is the latest of the same step, whichever generation it was of', () => {
    const view = viewWith(
      decided('plan@0.1', 'plan', 1, '2026-11-21T10:00:00.000Z'),
      decided('approve@0.1', 'approve', 1, '2026-11-21T10:10:00.000Z'),
      decided('approve@0.2', 'approve', 2, '2026-11-21T10:20:00.000Z'),
    );
    expect(reviewedBefore(view, gate)?.gate).toBe('approve@0.2');
  });

  test('is none in the first round, and none of another item', () => {
    expect(reviewedBefore(viewWith(decided('plan@0.1', 'plan', 1, '2026-11-21T10:00:00.000Z')), gate)).toBeUndefined();
    const call = { ...gate, id: 'research@1.3/q2#4.0', step: 'research' as const, item: 'q2' };
    const other = viewWith(decided('research@0.1/q1#2.0', 'research', 1, '2026-11-21T10:00:00.000Z'));
    expect(reviewedBefore(other, call)).toBeUndefined();
    expect(subjectOf(call)).toBe('tool call');
  });
});
