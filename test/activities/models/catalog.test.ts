import { describe, expect, test } from '@jest/globals';
import { catalogModel, catalogOf, loadCatalog } from '../../../activities/models/catalog.ts';
import { createModelsByProvider } from '../../../activities/models/models-by-provider.ts';
import { costOf, modelTaskSchema, routeFor } from '../../../contract/routing.ts';
import { scriptedModel } from '../../support/model-rig.ts';

const catalog = loadCatalog();

describe('the catalog', () => {
  test('has prices by which a call costs what its provider says', () => {
    const price = catalogModel(catalog, 'gpt-4o-mini').priceMicroUsdPerMillion;
    expect(costOf(price, { inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 1_000_000 })).toBe(750_000);
    expect(costOf(price, { inputTokens: 1_000_000, cachedTokens: 1_000_000, outputTokens: 0 })).toBe(75_000);
  });

  test('falls back from gpt-5.5 to gpt-5.4, and routes every task to models that it lists', () => {
    expect(routeFor('draft', catalog, 'gpt-5.5')).toEqual(['gpt-5.5', 'gpt-5.4']);
    for (const task of modelTaskSchema.options)
      expect(routeFor(task, catalog).every((id) => catalogModel(catalog, id).listed)).toBe(true);
  });

  test('without a key leads to the offline model, which costs nothing', () => {
    const offline = catalogOf(catalog, ['offline']);
    expect(routeFor('judge', offline)).toEqual(['offline']);
    const { priceMicroUsdPerMillion } = catalogModel(offline, 'offline');
    expect(costOf(priceMicroUsdPerMillion, { inputTokens: 10, cachedTokens: 0, outputTokens: 10 })).toBe(0);
    expect(() => catalogOf(catalog, ['nobody'])).toThrow('lists no model of nobody');
  });

  test('takes a model that it does not list as able and unpriced', () => {
    expect(catalogModel(catalog, 'house-model')).toMatchObject({
      listed: false,
      priceMicroUsdPerMillion: null,
      abilities: { tools: true, structuredOutput: true, images: true },
    });
  });

  test('that cannot be read says so', () => {
    expect(() => loadCatalog('/nowhere/catalog.json')).toThrow('model catalog cannot be read');
  });
});

describe('models by provider', () => {
  const request = {
    messages: [],
    tools: [],
    toolChoice: 'none',
    answer: 'plan',
    maxOutputTokens: null,
    reasoningEffort: null,
  } as const;
  const control = { signal: new AbortController().signal, onText: () => {} };

  test('asks the provider that the catalog names, and fails for one that is not configured', async () => {
    const offline = scriptedModel();
    offline.next({ refuse: 'No.' });
    const models = createModelsByProvider(catalog, { offline });
    expect(await models.ask({ ...request, messages: [], model: 'offline' }, control)).toMatchObject({
      modelServed: 'offline',
    });
    await expect(models.ask({ ...request, messages: [], model: 'gpt-5.5' }, control)).rejects.toMatchObject({
      code: 'model-key-rejected',
    });
  });
});
