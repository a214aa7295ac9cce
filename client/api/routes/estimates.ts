import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { estimate, sizeOf } from '../../../contract/estimate.ts';
import { estimateAnswerSchema, estimateRequestSchema } from '../../../contract/estimate-api.ts';
import { pastJobs } from '../estimates/past-jobs.ts';
import type { ApiParts } from '../http/parts.ts';
import { problems } from './schemas.ts';

/** What a job that is being written would take. */
export function estimateRoutes({ ledger, settings }: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/estimates',
      {
        schema: {
          summary: 'What a job would likely take: tokens, and cost where a price is known',
          body: estimateRequestSchema,
          response: { 200: estimateAnswerSchema, ...problems },
        },
      },
      async ({ body }) => {
        const past = await pastJobs(ledger, LOCAL_ORGANISATION, { kind: body.kind, model: body.model });
        return estimate(sizeOf(body), past, body.model, settings.told?.models ?? null);
      },
    );
  };
}
