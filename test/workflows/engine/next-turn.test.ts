import { describe, expect, test } from '@jest/globals';
import { nextTurn } from '../../../workflows/engine/next-turn.ts';
import { fakeRef } from '../../support/fake-ref.ts';

describe('the next act of an item', () => {
  const call = (index: number) => ({ name: 'n', index, effect: 'read' as const });
  const agent = { turn: 1, transcript: null, answer: null, calls: [call(0), call(1)], results: {}, found: 0 };

  test('is the calls without a result, then the model with the turns that are left', () => {
    expect(nextTurn({ ...agent, results: { 0: fakeRef('r').sha256 } }, 5)).toEqual({ kind: 'tools', calls: [call(1)] });
    const results = { 0: fakeRef('r').sha256, 1: fakeRef('r').sha256 };
    expect(nextTurn({ ...agent, results }, 5)).toEqual({ kind: 'model', turnsLeft: 3 });
    expect(nextTurn({ ...agent, results, turn: 9 }, 5)).toEqual({ kind: 'model', turnsLeft: 0 });
  });
});
