import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';
import { type Catalog, type CatalogModel, catalogSchema } from '../../contract/routing.ts';

/** The provider that a model is asked from when the catalog does not know it. */
export const DEFAULT_PROVIDER = 'openai';

/** Reads the catalog that comes with Dossier, or the one at `path`; throws `configuration-invalid` saying what is wrong in it. */
export function loadCatalog(path: string | URL = new URL('./catalog.json', import.meta.url)): Catalog {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DossierError('configuration-invalid', `The model catalog cannot be read: ${why}`, { cause: error });
  }
  const catalog = catalogSchema.safeParse(json);
  if (catalog.success) return catalog.data;
  throw new DossierError('configuration-invalid', `The model catalog is wrong:\n${z.prettifyError(catalog.error)}`);
}

/** The models of these providers only: without a key, a route must not lead to a provider that would refuse. Throws `configuration-invalid` where none is left. */
export function catalogOf(catalog: Catalog, providers: readonly string[]): Catalog {
  const models = catalog.models.filter((model) => providers.includes(model.provider));
  if (models.length > 0) return { ...catalog, models };
  throw new DossierError('configuration-invalid', `The model catalog lists no model of ${providers.join(', ')}.`);
}

/** A model by its id. One that is not listed counts as able to everything and unpriced, so that any server's models can be named. */
export function catalogModel(catalog: Catalog, id: string): CatalogModel & { listed: boolean } {
  const listed = catalog.models.find((model) => model.id === id);
  if (listed !== undefined) return { ...listed, listed: true };
  return {
    id,
    provider: DEFAULT_PROVIDER,
    tier: 'standard',
    priceMicroUsdPerMillion: null,
    contextTokens: 128_000,
    outputTokens: 32_000,
    abilities: { images: true, tools: true, structuredOutput: true },
    fallback: null,
    listed: false,
  };
}
