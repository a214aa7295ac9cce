import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { approvalListSchema, approvalQuerySchema } from '../../../contract/approval-api.ts';
import type { ApiParts } from '../http/parts.ts';
import { problems } from './schemas.ts';

/** What waits for a decision, and what was decided, over all jobs. */
export function approvalRoutes({ ledger }: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/approvals',
      {
        schema: {
          summary: 'Gates that wait, the oldest first; or decisions, the newest first',
          querystring: approvalQuerySchema,
          response: { 200: approvalListSchema, ...problems },
        },
      },
      async ({ query: { view, limit, cursor } }) => {
        const filter = { organisation: LOCAL_ORGANISATION, limit, cursor };
        const openGates = await ledger.countOpenGates(LOCAL_ORGANISATION);
        return view === 'open'
          ? { decided: [], openGates, ...(await ledger.waitingGates(filter)) }
          : { waiting: [], openGates, ...(await ledger.decidedGates(filter)) };
      },
    );
  };
}
