import { expect, test } from '@jest/globals';
import { changesInWords, changesSchema } from '../../../contract/recovery/changes.ts';
import { keptInWords } from '../../../contract/recovery/kept.ts';
import { NO_PRICE, priceInWords, sumOfPrices } from '../../../contract/recovery/price.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { at, begun, finished, parked, stateAfter } from '../../support/job-events.ts';

test('every change that may be made is told in a line of its own, however long it is', () => {
  const long = 'x'.repeat(2_000);
  const changes = changesSchema.parse({
    question: { text: long, brief: fakeRef('brief') },
    sources: { list: fakeRef('list'), count: 3, linkCount: null, added: 2, removed: 0 },
    ...{ itemQuestion: long, comment: `a\n${long}`, limitMicroUsd: null },
    models: { draft: 'other', judge: 'third' },
    prompts: { plan: fakeRef('prompt'), research: null },
    output: { artifact: fakeRef('mine'), facts: {} },
  });
  const words = changesInWords(changes);
  expect(words).toHaveLength(10);
  // As long as a branch keeps them.
  for (const line of words) expect(line.length).toBeLessThanOrEqual(300);
  expect(words.join('\n')).toContain('the documents (2 added)');
  expect(words.join('\n')).toContain('the prompt for research: the built-in one');
  expect(changesInWords({})).toEqual([]);
});

test('what is kept counts what is finished, and the turns of what is not', () => {
  expect(keptInWords(stateAfter([]))).toBe('Nothing was finished yet.');
  const [one, two] = [at('research', 'q1'), at('research', 'q2')];
  const receipt = {
    model: 'm',
    inputTokens: 1,
    cachedTokens: 0,
    outputTokens: 1,
    costMicroUsd: 830_000,
    reused: false,
  };
  const turn: JobEvent = {
    ...{ type: 'turn-taken', place: two, answer: fakeRef('a'), transcript: fakeRef('t').sha256 },
    ...{ calls: [], made: [] },
  };
  const ingested: JobEvent = { ...finished(at('ingest')), facts: { sources: 14 } } as JobEvent;
  const state = stateAfter([
    ...[...begun(at('ingest')), ingested, ...begun(at('plan')), finished(at('plan'))],
    ...[...begun(one, true), finished(one), ...begun(two, true), turn, parked(two)],
    { type: 'call-answered', receipt, place: one },
  ]);
  expect(keptInWords(state)).toBe(
    'Kept, and not paid again: 14 sources, the plan and 1 of 2 notes (and 1 turn of the others), $0.83.',
  );
});

test('a price that is not known makes a sum unknown; nothing costs nothing', () => {
  const price = { likelyMicroUsd: 10_000, mostMicroUsd: 30_000 };
  expect(sumOfPrices([price, price])).toEqual({ likelyMicroUsd: 20_000, mostMicroUsd: 60_000 });
  expect(sumOfPrices([price, null])).toBeNull();
  expect(sumOfPrices([])).toEqual(NO_PRICE);
  expect(priceInWords(NO_PRICE)).toBe('costs nothing');
  expect(priceInWords(null)).toContain('not known');
  expect(priceInWords(price)).toBe('likely $0.01, at most $0.03');
});
