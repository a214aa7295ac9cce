import { describe, expect, test } from '@jest/globals';
import { estimate, type JobSize, type PastJob, tokensBySize } from '../../contract/estimate.ts';
import type { ModelsTold } from '../../contract/settings-api.ts';

const SIZE: JobSize = {
  ...{ kind: 'report', question: 'Which? When? How much?', length: 'standard', words: 20_000, sources: 4 },
  ...{ documentWords: 0, itemTurns: 12 },
};
const past = (factor: number, more: Partial<PastJob> = {}): PastJob => ({
  size: SIZE,
  tokens: Math.round(tokensBySize(SIZE).likely * factor),
  costMicroUsd: 0,
  unpricedCalls: 0,
  models: ['big'],
  ...more,
});

describe('the tokens of a job', () => {
  test('grow with its sizes, and the most is above what is likely', () => {
    const { likely, most } = tokensBySize(SIZE);
    expect(most).toBeGreaterThan(likely);
    for (const more of [{ length: 'long' }, { question: 'a? b? c? d? e? f?' }, { sources: 40 }] as const)
      expect(tokensBySize({ ...SIZE, ...more }).likely).toBeGreaterThan(likely);
    expect(tokensBySize({ ...SIZE, words: 100 }).likely).toBeLessThan(likely);
    const check = { ...SIZE, kind: 'check', documentWords: 1_000 } as const;
    expect(tokensBySize({ ...check, documentWords: 5_000 }).likely).toBeGreaterThan(tokensBySize(check).likely);
  });

  test('follow what jobs like it took: the middle one, and most the largest with room', () => {
    const { likely } = tokensBySize(SIZE);
    const { tokens, basis } = estimate(SIZE, [past(0.5), past(0.6), past(2)], undefined);
    expect(tokens).toEqual({ likely: Math.round(likely * 0.6), most: expect.closeTo(likely * 4, -3) });
    expect(basis).toBe('From 20,000 words in 4 sources, and what the last 3 reports finished here took.');
    expect(estimate(SIZE, [], undefined).basis).toMatch('alone: no report has been finished here yet');
    expect(estimate({ ...SIZE, kind: 'check' }, [past(1)], undefined).basis).toMatch('no check has been');
  });
});

describe('the cost of a job', () => {
  test('is that of its tokens at what others paid with the model that is chosen', () => {
    const jobs = [past(1, { costMicroUsd: tokensBySize(SIZE).likely * 5 }), past(1, { models: ['small'] })];
    const big = estimate(SIZE, jobs, 'big');
    expect(big.costMicroUsd?.likely).toBe(big.tokens.likely * 5);
    expect(estimate(SIZE, jobs, 'small').costMicroUsd).toEqual({ likely: 0, most: 0 });
  });

  test('is not known where no price is, and says why', () => {
    expect(estimate(SIZE, [], undefined)).toMatchObject({
      costMicroUsd: null,
      whyNoCost: expect.stringMatching('yet'),
    });
    const unpriced = [past(1, { unpricedCalls: 3 })];
    expect(estimate(SIZE, unpriced, undefined).whyNoCost).toBe('The price of big is not known.');
    expect(estimate(SIZE, [past(1)], 'other')).toMatchObject({
      ...{ costMicroUsd: null, whyNoCost: 'The price of other is not known.' },
    });
  });

  test('is that of the catalog where no job with these models was finished: what another model cost says nothing', () => {
    const model = { provider: 'p', tier: 'standard', contextTokens: 1_000, isUsed: true } as const;
    const priced = (id: string, input: number) => ({
      ...model,
      ...{ id, priceMicroUsdPerMillion: { input, cachedInput: null, output: input } },
    });
    const told: ModelsTold = {
      ...{ asOf: '2026-11-20', providers: [] },
      models: [
        priced('big', 4_000_000),
        priced('small', 1_000_000),
        { ...model, id: 'new', priceMicroUsdPerMillion: null },
      ],
      routes: [{ task: 'plan', models: ['small', 'big'] }],
    };
    const free = [past(1, { models: ['offline'] })];
    const { tokens, costMicroUsd, basis } = estimate(SIZE, free, undefined, told);
    expect(costMicroUsd).toEqual({ likely: tokens.likely, most: tokens.most * 4 });
    expect(basis).toMatch('At the prices of 2026-11-20.');
    expect(estimate(SIZE, free, 'big', told).costMicroUsd?.likely).toBe(tokens.likely * 4);
    expect(estimate(SIZE, free, 'new', told).whyNoCost).toBe('The price of new is not known.');
    expect(estimate(SIZE, [past(1, { models: ['small'] })], undefined, told).costMicroUsd?.likely).toBe(0);
  });
});
