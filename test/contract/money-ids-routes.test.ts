import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callKey, requestHash } from '../../contract/calls.ts';
import { jobIdSchema, sha256Schema, shortHash } from '../../contract/ids.ts';
import { stepNameSchema } from '../../contract/job-kind.ts';
import { formatMicroUsd, parseUsd } from '../../contract/money.ts';
import { parsePlaceKey, placeKey } from '../../contract/place.ts';
import { type CatalogModel, costOf, judgeRoute, routeFor } from '../../contract/routing.ts';

describe('money', () => {
  test.each([
    [0, '$0.00'],
    [12_300, '$0.0123'],
    [1_500_000, '$1.50'],
    [123_000, '$0.123'],
    [null, 'unpriced'],
  ])('%s is shown as %s', (amount, text) => expect(formatMicroUsd(amount)).toBe(text));

  test.each([
    ['2', 2_000_000],
    ['$1.25', 1_250_000],
    ['0.000001', 1],
    ['-1', null],
    ['1.0000001', null],
    ['free', null],
  ])('%s is read as %s', (text, amount) => expect(parseUsd(text)).toBe(amount));
});

describe('ids', () => {
  test('jobs and hashes have one form', () => {
    for (const id of ['ab', 'job-1', 'a'.repeat(63)]) expect(jobIdSchema.safeParse(id).success).toBe(true);
    for (const id of ['a', '-ab', 'Job', 'a b', 'a'.repeat(64)]) expect(jobIdSchema.safeParse(id).success).toBe(false);
    expect(sha256Schema.safeParse('A'.repeat(64)).success).toBe(false);
    expect(shortHash('0123456789abcdef')).toBe('0123456789ab');
  });

  test('place keys read back', () => {
    const place = fc.record({
      step: fc.constantFrom(...stepNameSchema.options),
      generation: fc.nat(99),
      round: fc.integer({ min: 1, max: 99 }),
      item: fc.option(fc.stringMatching(/^[a-z0-9-]{1,40}$/)),
    });
    fc.assert(
      fc.property(place, (one) => {
        expect(parsePlaceKey(placeKey(one))).toEqual(one);
        expect(parsePlaceKey(`${placeKey(one)}#call`)).toEqual(one);
      }),
    );
    for (const key of ['plan', 'plan@1', 'nothing@0.1', 'plan@0.0', 'plan@0.1/Q'])
      expect(parsePlaceKey(key)).toBeNull();
  });

  test('calls differ by each part of their identity; requests by what they say, not by the order of members', () => {
    const call = {
      jobId: 'job',
      generation: 0,
      round: 1,
      step: 'plan' as const,
      item: '',
      turn: 0,
      attempt: 1,
      sample: 0,
    };
    const keys = [call, { ...call, turn: 1 }, { ...call, attempt: 2 }, { ...call, sample: 1 }, { ...call, item: 'q1' }];
    expect(new Set(keys.map(callKey)).size).toBe(keys.length);
    expect(requestHash({ a: 1, b: 2 })).toBe(requestHash({ b: 2, a: 1 }));
    expect(requestHash({ a: 1 })).not.toBe(requestHash({ a: 2 }));
  });
});

describe('routes', () => {
  const model = (id: string, tier: CatalogModel['tier'], more: Partial<CatalogModel> = {}): CatalogModel => ({
    id,
    provider: 'p',
    tier,
    priceMicroUsdPerMillion: { input: 3_000_000, cachedInput: null, output: 15_000_000 },
    contextTokens: 1,
    outputTokens: 1,
    abilities: { images: false, tools: true, structuredOutput: true },
    fallback: null,
    ...more,
  });
  const catalog = (...models: CatalogModel[]): Parameters<typeof routeFor>[1] => ({ asOf: '2026-11-20', models });

  test('start at the tier that the task needs, then follow the fallbacks, once each', () => {
    const models = [
      model('cheap', 'cheap'),
      model('a', 'standard', { fallback: 'b' }),
      model('b', 'premium', { fallback: 'a' }),
    ];
    expect(routeFor('plan', catalog(...models))).toEqual(['a', 'b']);
    expect(routeFor('plan', catalog(...models), 'cheap')).toEqual(['cheap']);
    expect(routeFor('plan', catalog(...models), 'unheard-of')).toEqual(['unheard-of']);
  });

  test('of a judge end with the model that wrote, or with another one of its tier before it', () => {
    const two = catalog(model('a', 'standard', { fallback: 'b' }), model('b', 'standard'), model('c', 'cheap'));
    expect(judgeRoute(['a', 'b'], 'a', two)).toEqual(['b', 'a']);
    expect(judgeRoute(['a', 'b'], 'b', two)).toEqual(['a', 'b']);
    expect(judgeRoute(['a', 'b'], 'c', two)).toEqual(['a', 'b']);
    expect(judgeRoute(['b'], 'b', two)).toEqual(['a', 'b']);
    expect(judgeRoute(['c'], 'c', two)).toEqual(['c']);
  });

  test('take what there is where the tier is missing, and nothing that lacks the abilities', () => {
    expect(routeFor('draft', catalog(model('off', 'offline'), model('c', 'cheap')))).toEqual(['off']);
    expect(routeFor('draft', catalog(model('c', 'cheap')))).toEqual(['c']);
    const plain = { abilities: { images: false, tools: false, structuredOutput: true } };
    expect(routeFor('research', catalog(model('a', 'standard', plain)))).toEqual([]);
  });

  test('cost is rounded up; cached input without a price counts as input', () => {
    const price = { input: 3_000_000, cachedInput: null, output: 15_000_000 };
    const usage = { inputTokens: 10, cachedTokens: 4, outputTokens: 1 };
    expect(costOf(price, usage)).toBe(45);
    expect(costOf({ ...price, cachedInput: 300_000 }, usage)).toBe(35);
    expect(costOf(null, usage)).toBeNull();
  });
});
