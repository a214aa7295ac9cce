import { expect, test } from '@jest/globals';
import { joinJournal } from '../../../client/api/histories/join-journal.ts';
import type { JournalEntry } from '../../../contract/state/job-state.ts';

const line = (second: number, words = `line ${second}`): JournalEntry => ({
  at: new Date(second * 1_000).toISOString(),
  place: null,
  actor: null,
  words,
});
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => line(from + index));

test('what is stored and what is told are joined without a double or a gap', () => {
  for (const [stored, told] of [
    [0, 0],
    [3, 8],
    [8, 8],
    [700, 702],
    [701, 700],
  ] as const) {
    const joined = joinJournal(lines(0, stored), lines(Math.max(0, told - 500), told));
    expect(joined).toEqual(lines(0, Math.max(told, joined.length)));
    expect(joined).toHaveLength(told === 700 ? 700 : Math.max(stored, told));
  }
});

test('the same words twice in a second stay twice', () => {
  const twice = [line(1, 'again'), line(1, 'again')];
  expect(joinJournal(twice, twice)).toEqual(twice);
});

test('a job that went back tells its own way from its first line on', () => {
  const told = [line(2), line(60, 'another way')];
  expect(joinJournal(lines(0, 9), told)).toEqual([...lines(0, 2), ...told]);
  expect(joinJournal(lines(0, 3), [line(90, 'later')])).toEqual([...lines(0, 3), line(90, 'later')]);
});
