import { type Catalog, routeFor } from '../../contract/routing.ts';
import type { Activities } from '../activities.ts';

/** Makes the activity that gives the ordered models for a task: from the worker's catalog, so that mending it helps jobs that run. */
export function createModelRoute(catalog: Catalog): Activities['modelRoute'] {
  return async ({ task, chosen }) => ({ route: routeFor(task, catalog, chosen ?? undefined) });
}
