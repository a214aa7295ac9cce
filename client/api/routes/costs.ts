import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { costAnswerSchema, costQuerySchema } from '../../../contract/cost-api.ts';
import { costSpan } from '../costs/cost-span.ts';
import { costsOf } from '../costs/sum-costs.ts';
import type { ApiParts } from '../http/parts.ts';
import { problems } from './schemas.ts';

/** What calls cost over a time. */
export function costRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/costs',
      {
        schema: {
          summary: 'What calls cost: totals, by day, model, step, kind, owner and job',
          querystring: costQuerySchema,
          response: { 200: costAnswerSchema, ...problems },
        },
      },
      async ({ query }) => costsOf(parts.ledger, LOCAL_ORGANISATION, costSpan(query, parts.clock())),
    );
  };
}
