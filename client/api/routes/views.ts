import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import { jobFacetsSchema } from '../../../contract/job-list-api.ts';
import {
  SAVED_VIEWS_LIMIT,
  savedViewSchema,
  savedViewsSchema,
  saveViewBodySchema,
  viewNameSchema,
} from '../../../contract/views-api.ts';
import { actorOf } from '../http/guards.ts';
import type { ApiParts } from '../http/parts.ts';
import { problems } from './schemas.ts';

const params = z.object({ name: viewNameSchema });

/** Saved views of the list of jobs, and what the list can be narrowed by. */
export function viewRoutes({ ledger, clock }: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/views',
      { schema: { summary: 'Saved views of the list of jobs', response: { 200: savedViewsSchema, ...problems } } },
      async () => ({ views: await ledger.listViews(LOCAL_ORGANISATION) }),
    );
    app.put(
      '/views/:name',
      {
        schema: {
          summary: 'Save a search of the list of jobs under a name',
          params,
          body: saveViewBodySchema,
          response: { 200: savedViewSchema, ...problems },
        },
      },
      async (request) => {
        const { search, replace } = request.body;
        const { name } = request.params;
        const view = { name, search, owner: actorOf(request).id, savedAt: instantOf(clock()) };
        const outcome = await ledger.saveView(LOCAL_ORGANISATION, view, replace);
        if (outcome === 'exists')
          throw new DossierError('view-exists', `There is another saved view called ${name}.`, { field: 'name' });
        if (outcome === 'full')
          throw new DossierError('views-full', `There are ${SAVED_VIEWS_LIMIT} saved views already.`);
        return view;
      },
    );
    app.delete(
      '/views/:name',
      {
        schema: {
          summary: 'Delete a saved view, where there is one; no job is touched',
          params,
          response: { 204: z.undefined().describe('Deleted'), ...problems },
        },
      },
      async ({ params: { name } }, reply) => {
        await ledger.deleteView(LOCAL_ORGANISATION, name);
        return reply.code(204).send();
      },
    );
    app.get(
      '/facets',
      {
        schema: {
          summary: 'Owners and models that the list of jobs can be narrowed by',
          response: { 200: jobFacetsSchema, ...problems },
        },
      },
      async () => ledger.jobFacets(LOCAL_ORGANISATION),
    );
  };
}
