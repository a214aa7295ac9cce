import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordDiff } from '../../../activities/render/word-diff.ts';

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('wordDiff', () => {
  it('names the words that changed', () => {
    expect(wordDiff('It costs $15 a month.', 'It costs $5 a month.')).toEqual([
      { kind: 'same', text: 'It costs ' },
      { kind: 'removed', text: '$15 ' },
      { kind: 'added', text: '$5 ' },
      { kind: 'same', text: 'a month.' },
    ]);
  });

  it('gives both texts back, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'dd')).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordDiff(before, after);
        const side = (other: string) =>
          squeezed(pieces.map(({ kind, text }) => (kind === other ? '' : text)).join(' '));
        expect(side('added')).toBe(squeezed(before));
        expect(side('removed')).toBe(squeezed(after));
      }),
    );
  });

  it('shows texts too long to compare as replaced', () => {
    const long = 'word '.repeat(2_000);
    expect(wordDiff(long, `${long} more`)).toHaveLength(2);
  });
});
