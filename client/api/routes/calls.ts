import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callAnswerSchema, callListSchema, callQuerySchema } from '../../../contract/call-api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { contentOf } from '../calls/call-content.ts';
import { summaryOf } from '../calls/call-summary.ts';
import type { ApiParts } from '../http/parts.ts';
import { jobParams, problems } from './schemas.ts';

/** The calls of a job: page by page, and one with its content. */
export function callRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/jobs/:id/calls',
      {
        schema: {
          summary: 'The calls of a job, the oldest first',
          params: jobParams,
          querystring: callQuerySchema,
          response: { 200: callListSchema, ...problems },
        },
      },
      async ({ params, query }) => {
        const { calls, next, total } = await parts.ledger.pageCalls({ jobId: params.id, ...query });
        // An empty list must not hide that there is no such job.
        if (calls.length === 0) await parts.views.record(params.id);
        return { calls: calls.map(summaryOf), next, total };
      },
    );
    app.get(
      '/jobs/:id/calls/:key',
      {
        schema: {
          summary: 'One call: what was asked and what was answered, as it was kept',
          params: jobParams.extend({ key: z.string().min(1).max(300) }),
          response: { 200: callAnswerSchema, ...problems },
        },
      },
      async ({ params: { id, key } }) => {
        const row = await parts.ledger.readCall(id, key);
        if (row !== null) return contentOf(parts.artifacts, row);
        await parts.views.record(id);
        throw new DossierError('not-found', `The job ${id} has no call ${key}.`, { field: 'key' });
      },
    );
  };
}
