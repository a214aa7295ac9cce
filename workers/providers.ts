import { catalogOf, loadCatalog } from '../activities/models/catalog.ts';
import { createChatCompletions } from '../activities/models/chat-completions.ts';
import { createModelsByProvider } from '../activities/models/models-by-provider.ts';
import type { ModelPort, ReadImage } from '../activities/models/port.ts';
import type { Settings } from '../contract/configuration.ts';
import { DossierError } from '../contract/failures.ts';
import type { Catalog } from '../contract/routing.ts';

/** Connects one provider, or gives null where the settings do not configure it. */
type Connect = (settings: Settings, readImage: ReadImage) => ModelPort | null;

/** The providers under the names that the catalog gives them: one line a provider. */
const PROVIDERS = {
  openai: ({ OPENAI_API_KEY: key, OPENAI_BASE_URL: url }, readImage) => chatCompletions(url, key, readImage),
  offline: ({ DOSSIER_OFFLINE_MODEL_URL: url }, readImage) => chatCompletions(url, undefined, readImage),
} satisfies Record<string, Connect>;

/** A server that speaks Chat Completions; without an address it is OpenAI's own. */
function chatCompletions(url: string | undefined, key: string | undefined, readImage: ReadImage): ModelPort | null {
  if (url === undefined && key === undefined) return null;
  return createChatCompletions({ baseURL: url ?? null, apiKey: key ?? null, readImage });
}

/** The models that a worker may ask. */
export interface Models {
  models: ModelPort;
  /** All models, for prices and limits. */
  catalog: Catalog;
  /** The names of all providers, and whether the settings connect them. */
  providers: { name: string; isConnected: boolean }[];
  /** The models that routes are made from: those of the providers that are configured, else the offline model. */
  routed: Catalog;
}

/**
 * Connects the providers that the settings configure. Routes lead to the offline model only where no other is.
 * Throws `configuration-invalid` where the catalog names a provider that there is not.
 */
export function connectModels(settings: Settings, readImage: ReadImage, catalog: Catalog = loadCatalog()): Models {
  const unknown = catalog.models.find(({ provider }) => !Object.hasOwn(PROVIDERS, provider));
  if (unknown !== undefined) {
    const names = Object.keys(PROVIDERS).join(', ');
    const message = `The model catalog asks ${unknown.id} from "${unknown.provider}"; the providers are ${names}.`;
    throw new DossierError('configuration-invalid', message);
  }
  const providers: Record<string, ModelPort> = {};
  for (const [name, connect] of Object.entries(PROVIDERS)) {
    const port = connect(settings, readImage);
    if (port !== null) providers[name] = port;
  }
  const configured = Object.keys(providers).filter((name) => name !== 'offline');
  const routed = catalogOf(catalog, configured.length > 0 ? configured : ['offline']);
  const names = Object.keys(PROVIDERS).map((name) => ({ name, isConnected: Object.hasOwn(providers, name) }));
  return { models: createModelsByProvider(catalog, providers), catalog, providers: names, routed };
}
