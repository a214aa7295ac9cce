import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../../activities/models/catalog.ts';
import { settingsOrThrow } from '../../contract/configuration.ts';
import { connectModels } from '../../workers/providers.ts';

const OFFLINE = { DOSSIER_OFFLINE_MODEL_URL: 'http://127.0.0.1:9/v1' };
const readImage = async () => new Uint8Array();

function providersOfRoutes(variables: Record<string, string>): string[] {
  const { routed } = connectModels(settingsOrThrow(variables), readImage);
  return [...new Set(routed.models.map(({ provider }) => provider))];
}

describe('the providers of a worker', () => {
  test.each([
    ['nothing set', {}, ['offline']],
    ['a key', { OPENAI_API_KEY: 'test' }, ['openai']],
    ['a server without a key', { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }, ['openai']],
  ])('with %s, routes lead to %s', (_what, variables, providers) => {
    expect(providersOfRoutes({ ...OFFLINE, ...variables })).toEqual(providers);
  });

  test('a model of a provider that is not configured is refused with the remedy', async () => {
    const { models } = connectModels(settingsOrThrow(OFFLINE), readImage);
    const request = { messages: [], tools: [], toolChoice: 'none', answer: 'plan', maxOutputTokens: null } as const;
    const asked = models.ask(
      { ...request, messages: [], model: 'gpt-5.5', reasoningEffort: null },
      { signal: new AbortController().signal, onText: () => {} },
    );
    await expect(asked).rejects.toMatchObject({ code: 'model-key-rejected' });
  });

  test('a catalog with a provider that there is not stops the worker at its start', () => {
    const [model] = loadCatalog().models;
    if (model === undefined) throw new Error('The catalog is empty.');
    const catalog = { asOf: '2026-11-20', models: [{ ...model, id: 'm-1', provider: 'nobody' }] };
    expect(() => connectModels(settingsOrThrow(OFFLINE), readImage, catalog)).toThrow(
      'asks m-1 from "nobody"; the providers are openai',
    );
  });
});
