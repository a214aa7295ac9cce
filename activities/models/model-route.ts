import { type Catalog, judgeRoute, routeFor } from '../../contract/routing.ts';
import type { Activities } from '../activities.ts';

/** Makes the activity that gives the ordered models for a task: from the worker's catalog, so that mending it helps jobs that run. */
export function createModelRoute(catalog: Catalog): Activities['modelRoute'] {
  return async ({ task, chosen, writer }) => {
    const route = routeFor(task, catalog, chosen ?? undefined);
    if (writer === undefined || chosen !== null) return { route };
    const wrote = routeFor(writer.task, catalog, writer.chosen ?? undefined)[writer.tried];
    return { route: wrote === undefined ? route : judgeRoute(route, wrote, catalog) };
  };
}
