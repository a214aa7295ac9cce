import { expect, test } from '@jest/globals';
import { PostingLists, readPostings } from '../../../../activities/documents/search/posting-lists.ts';

const read = (bytes: Uint8Array): [number, number][] => {
  const postings: [number, number][] = [];
  readPostings(bytes, (passage, weight) => postings.push([passage, weight]));
  return postings;
};

test('lists come back by their terms in order, with the weights of repeated terms added up to 255', () => {
  const lists = new PostingLists();
  for (const [term, passage, weight] of [
    ['pump', 1, 1],
    ['seal', 1, 2],
    ['pump', 1, 3],
    ['pump', 127, 1],
    ['pump', 400, 200],
    ['pump', 400, 200],
    ['pump', 1_000_000_000, 1],
  ] as const)
    lists.add(term, passage, weight);
  const taken = [...lists.take()].map(({ term, passages, bytes }) => ({ term, passages, postings: read(bytes) }));
  expect(taken).toEqual([
    {
      term: 'pump',
      passages: 4,
      postings: [
        [1, 4],
        [127, 1],
        [400, 255],
        [1_000_000_000, 1],
      ],
    },
    { term: 'seal', passages: 1, postings: [[1, 2]] },
  ]);
});

test('after its lists are taken it begins anew', () => {
  const lists = new PostingLists();
  lists.add('pump', 1, 1);
  expect([...lists.take()]).toHaveLength(1);
  lists.add('valve', 2, 1);
  lists.add('pump', 2, 1);
  expect([...lists.take()].map(({ term, bytes }) => [term, read(bytes)])).toEqual([
    ['pump', [[2, 1]]],
    ['valve', [[2, 1]]],
  ]);
});

test('many terms and passages come back whole', () => {
  const lists = new PostingLists();
  const wanted = new Map<string, [number, number][]>();
  for (let passage = 1; passage <= 2_000; passage += 1)
    for (const step of [1, 7, 50, 1_999])
      if (passage % step === 0) {
        lists.add(`t${passage % 3_000}-${step}`, passage, step % 200);
        wanted.set(`t${passage % 3_000}-${step}`, [[passage, step % 200]]);
      }
  const taken = new Map([...lists.take()].map(({ term, bytes }) => [term, read(bytes)]));
  expect(taken).toEqual(wanted);
});
