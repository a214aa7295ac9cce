import { DossierError } from '../../contract/failures.ts';
import type { Catalog } from '../../contract/routing.ts';
import { catalogModel } from './catalog.ts';
import type { ModelPort } from './port.ts';

/**
 * One port over the ports of several providers: the catalog tells which of them a model is asked from.
 * A provider that is not configured fails with `model-key-rejected`, whose remedy is to set a key.
 */
export function createModelsByProvider(catalog: Catalog, providers: Readonly<Record<string, ModelPort>>): ModelPort {
  return {
    async ask(request, control) {
      const { provider } = catalogModel(catalog, request.model);
      const port = providers[provider];
      if (port !== undefined) return await port.ask(request, control);
      const message = `The model ${request.model} is asked from the provider "${provider}", for which no key is set.`;
      throw new DossierError('model-key-rejected', message);
    },
  };
}
