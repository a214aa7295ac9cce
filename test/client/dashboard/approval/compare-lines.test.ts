import { describe, expect, test } from '@jest/globals';
import { compareLines } from '../../../../client/dashboard/screens/approval/changes/compare-lines.ts';
import type { VersionLine } from '../../../../client/dashboard/screens/approval/changes/version-lines.ts';

const line = (text: string, kind: VersionLine['kind'] = 'text'): VersionLine => ({ kind, text });

describe('what changed between two versions', () => {
  test('tells a changed sentence from one that went and one that came', () => {
    const before = [line('Cost', 'heading'), line('The move costs 10 dollars a day.'), line('Nobody has tried it.')];
    const after = [line('Cost', 'heading'), line('The move costs 12 dollars a day.'), line('Prices may rise.')];
    const found = compareLines(before, after);
    expect(found.map(({ kind }) => kind)).toEqual(['same', 'changed', 'removed', 'added']);
    expect(found[1]).toMatchObject({
      pieces: expect.arrayContaining([
        { kind: 'removed', text: '10' },
        { kind: 'added', text: '12' },
      ]),
    });
  });

  test('shows every line of both versions once, in the order of each', () => {
    const before = ['a b c', 'd e f', 'g h i', 'j k l'].map((text) => line(text));
    const after = ['d e x', 'a b c', 'new one here', 'j k l'].map((text) => line(text));
    const found = compareLines(before, after);
    const texts = (side: 'before' | 'after'): string[] =>
      found.flatMap((one) => {
        if (one.kind === 'same') return [one.line.text];
        if (one.kind === 'changed') return [one[side].text];
        if (side === 'before') return one.kind === 'removed' ? [one.before.text] : [];
        return one.kind === 'added' ? [one.after.text] : [];
      });
    expect(texts('before')).toEqual(before.map(({ text }) => text));
    expect(texts('after')).toEqual(after.map(({ text }) => text));
  });

  test('takes other evidence behind the same words for a change, and the same words as a heading for another line', () => {
    expect(compareLines([line('It holds. [1]')], [line('It holds. [2]')])[0]?.kind).toBe('changed');
    expect(compareLines([line('Prices')], [line('Prices', 'heading')]).map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
    ]);
  });
});
