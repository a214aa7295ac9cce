import { expect, test } from '@jest/globals';
import { allOf, differenceOf, heldAfter, NOTHING_HELD } from '../../../../client/dashboard/screens/jobs/held-rows.ts';
import type { JobRow } from '../../../../contract/job-list-api.ts';

/** Pages of rows by their ids, `ab` for two. */
function pages(...texts: string[]): JobRow[][] {
  return texts.map((text) => [...text].map((id) => ({ id }) as JobRow));
}

test('rows stay where they stood, whatever comes, goes or changes places', () => {
  const held = heldAfter(NOTHING_HELD, 'list', pages('abc'));
  expect(held.ids).toEqual(['a', 'b', 'c']);
  const later = heldAfter(held, 'list', pages('nca'));
  expect(later).toBe(held);
  expect(differenceOf(later, pages('nca'))).toEqual({ missing: ['b'], waiting: 1 });
  expect(differenceOf(later, pages('cba'))).toEqual({ missing: [], waiting: 0 });
  expect(allOf('list', pages('nca')).ids).toEqual(['n', 'c', 'a']);
});

test('a further page adds its rows at the end, without those that stand there already', () => {
  const held = heldAfter(NOTHING_HELD, 'list', pages('ab'));
  const more = heldAfter(held, 'list', pages('na', 'bcd'));
  expect(more.ids).toEqual(['a', 'b', 'c', 'd']);
  expect(differenceOf(more, pages('na', 'bcd'))).toEqual({ missing: [], waiting: 1 });
});

test('another list, and a list that was empty, are shown at once', () => {
  const empty = heldAfter(NOTHING_HELD, 'list', pages(''));
  expect(heldAfter(empty, 'list', pages(''))).toBe(empty);
  expect(heldAfter(empty, 'list', pages('a')).ids).toEqual(['a']);
  expect(heldAfter(heldAfter(NOTHING_HELD, 'list', pages('ab')), 'another', pages('ba')).ids).toEqual(['b', 'a']);
});
