import { expect, test } from '@jest/globals';
import { countTaking, statusesTaking, takes } from '../../../../client/dashboard/screens/jobs/bulk-words.ts';
import { stateInWords, waitsInWords } from '../../../../client/dashboard/screens/jobs/job-words.ts';
import {
  isFiltered,
  isSameSearch,
  jobsSearchSchema,
  queryOf,
  setOf,
} from '../../../../client/dashboard/screens/jobs/jobs-search.ts';
import { jobQuerySchema } from '../../../../contract/job-list-api.ts';
import { listSearchSchema } from '../../../../contract/views-api.ts';

test('what of an address is not understood is left out; the rest is a query of the API, and can be saved', () => {
  const search = jobsSearchSchema.parse({
    status: 'nonsense',
    owner: 'ana',
    costFrom: 0.29,
    costTo: -1,
    days: 7,
    x: 1,
  });
  expect(setOf(search)).toEqual({ owner: 'ana', costFrom: 0.29, days: 7 });
  expect(listSearchSchema.parse(setOf(search))).toEqual(setOf(search));
  const query = queryOf(search, Date.parse('2026-11-20T10:20:00.000Z'));
  expect(setOf(query as typeof search)).toEqual({
    ...{ owner: 'ana', minCostMicroUsd: 290_000, createdFrom: '2026-11-13T10:00:00.000Z' },
  });
  expect(jobQuerySchema.safeParse(query).success).toBe(true);
});

test('two searches are the same list whatever the order of what is set', () => {
  expect(isSameSearch({ days: 7, tag: 'a', query: undefined }, { tag: 'a', days: 7 })).toBe(true);
  expect(isSameSearch({ days: 7 }, { days: 30 })).toBe(false);
  expect([isFiltered({ status: 'done', sort: 'cost' }), isFiltered({ costTo: 1 })]).toEqual([false, true]);
});

test('what is done with all that match counts those in a state that takes it', () => {
  const counts = { running: 3, waiting: 2, needs_attention: 1, done: 9, stuck: 2 };
  expect([countTaking('cancel', counts, undefined), countTaking('retry', counts, undefined)]).toEqual([6, 1]);
  expect([countTaking('cancel', counts, 'waiting'), countTaking('retry', counts, 'done')]).toEqual([2, 0]);
  expect(statusesTaking('cancel', 'paused')).toEqual(['paused']);
  expect([takes('cancel', { status: 'done' }), takes('retry', { status: 'needs_attention' })]).toEqual([false, true]);
});

test('a row says where its job stands and all that it waits for', () => {
  const row = { step: 'Verify 3/5, attempt 2', sentence: 'It waits for a person.' };
  expect(stateInWords({ ...row, status: 'running' })).toBe('Verify 3/5, attempt 2');
  expect(stateInWords({ ...row, status: 'paused' })).toBe('Verify 3/5, attempt 2 · It waits for a person.');
  expect(stateInWords({ ...row, status: 'waiting' })).toBe('It waits for a person.');
  expect(stateInWords({ ...row, step: null, status: 'done' })).toBe('It waits for a person.');
  const sentence = 'Step plan needs attention: no key.';
  expect(stateInWords({ ...row, status: 'needs_attention', sentence })).toMatch(/^“Plan” needs attention/);
  expect(waitsInWords({ waitsFor: { gates: ['approve'], attention: 0 } })).toBeNull();
  expect(waitsInWords({ waitsFor: { gates: ['approve', 'research'], attention: 1 } })).toBe(
    'Waits for 2 decisions and 1 place that needs attention',
  );
});
