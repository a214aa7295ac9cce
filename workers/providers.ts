import { catalogOf, loadCatalog } from '../activities/models/catalog.ts';
import { createChatCompletions } from '../activities/models/chat-completions.ts';
import { createModelsByProvider } from '../activities/models/models-by-provider.ts';
import type { ModelPort, ReadImage } from '../activities/models/port.ts';
import type { Settings } from '../contract/configuration.ts';
import type { Catalog } from '../contract/routing.ts';

/** The models that a worker may ask. */
export interface Models {
  models: ModelPort;
  /** All models, for prices and limits. */
  catalog: Catalog;
  /** The models that routes are made from: those of the provider that is configured. */
  routed: Catalog;
}

/** Connects the providers of the settings: with a key or a base URL that server, and always the offline model where it runs. */
export function connectModels(settings: Settings, readImage: ReadImage): Models {
  const catalog = loadCatalog();
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl, DOSSIER_OFFLINE_MODEL_URL: offlineUrl } = settings;
  const providers: Record<string, ModelPort> = {};
  if (offlineUrl !== undefined) {
    providers.offline = createChatCompletions({ baseURL: offlineUrl, apiKey: null, readImage });
  }
  const isConfigured = key !== undefined || baseUrl !== undefined;
  if (isConfigured)
    providers.openai = createChatCompletions({ baseURL: baseUrl ?? null, apiKey: key ?? null, readImage });
  const routed = catalogOf(catalog, [isConfigured ? 'openai' : 'offline']);
  return { models: createModelsByProvider(catalog, providers), catalog, routed };
}
