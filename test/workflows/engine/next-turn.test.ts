import { describe, expect, test } from '@jest/globals';
import { nextTurn } from '../../../workflows/engine/next-turn.ts';
import { fakeRef } from '../../support/fake-ref.ts';

describe('the next act of an item', () => {
  const call = (id: string) => ({ id, name: 'n', index: 0, preview: '', effect: 'read' as const });
  const agent = { turn: 1, transcript: null, answer: null, calls: [call('a'), call('b')], results: {}, found: 0 };

  test('is the calls without a result, then the model with the turns that are left', () => {
    expect(nextTurn({ ...agent, results: { a: fakeRef('r') } }, 5)).toEqual({ kind: 'tools', calls: [call('b')] });
    const results = { a: fakeRef('r'), b: fakeRef('r') };
    expect(nextTurn({ ...agent, results }, 5)).toEqual({ kind: 'model', turnsLeft: 3 });
    expect(nextTurn({ ...agent, results, turn: 9 }, 5)).toEqual({ kind: 'model', turnsLeft: 0 });
  });
});
