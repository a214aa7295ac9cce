import { DossierError } from '../contract/failures.ts';
import { modelTaskSchema, routeFor } from '../contract/routing.ts';
import type { ModelsTold, SupervisorTold } from '../contract/settings-api.ts';
import type { Configuration } from './config.ts';
import { connectModels, type Models } from './providers.ts';

/** What people are told of the models that are connected: which serve what, and at which price. */
export function modelsTold({
  catalog,
  routed,
  providers,
}: Pick<Models, 'catalog' | 'routed' | 'providers'>): ModelsTold {
  const routes = modelTaskSchema.options.map((task) => ({ task, models: routeFor(task, routed) }));
  const used = new Set(routes.flatMap(({ models }) => models));
  return {
    asOf: catalog.asOf,
    providers,
    models: catalog.models.map(({ id, provider, tier, priceMicroUsdPerMillion, contextTokens }) => ({
      ...{ id, provider, tier, priceMicroUsdPerMillion, contextTokens },
      isUsed: used.has(id),
    })),
    routes,
  };
}

/** What a supervisor tells its API: who gave which setting, and the models that its worker connects. A catalog that is wrong stops the worker, which says why. */
export function supervisorTold(configuration: Configuration, offlineModelUrl: string | undefined): SupervisorTold {
  const { givenBy } = configuration;
  const settings = {
    ...configuration.settings,
    ...(offlineModelUrl && { DOSSIER_OFFLINE_MODEL_URL: offlineModelUrl }),
  };
  try {
    const connected = connectModels(settings, () => Promise.reject(new Error('Nothing is asked here.')));
    return { givenBy, models: modelsTold(connected) };
  } catch (error) {
    if (error instanceof DossierError) return { givenBy, models: null };
    throw error;
  }
}
