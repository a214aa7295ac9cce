import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { startAnswerSchema } from '../../../contract/api.ts';
import {
  compareAnswerSchema,
  compareQuerySchema,
  forkBodySchema,
  lineageAnswerSchema,
  previewBodySchema,
} from '../../../contract/branch-api.ts';
import { branchPreviewSchema } from '../../../contract/recovery/branch-preview.ts';
import { actorOf } from '../http/guards.ts';
import type { ApiParts } from '../http/parts.ts';
import { forkJob, previewJob } from '../jobs/branch-job.ts';
import { compareJobs } from '../jobs/compare-jobs.ts';
import { lineageOf } from '../jobs/lineage.ts';
import { jobParams, problems } from './schemas.ts';
import { requireFreeDisk } from './uploads.ts';

/** A supplied draft or plan travels in the body. */
export const BRANCH_BODY_LIMIT = 16_000_000;

/** Going back and forking told beforehand, forking, and how branches are related and differ. Rewinding is a message. */
export function branchRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/jobs/:id/branch/preview',
      {
        bodyLimit: BRANCH_BODY_LIMIT,
        schema: {
          summary: 'What a rewind or fork would keep, run again, cost and make void',
          params: jobParams,
          body: previewBodySchema,
          response: { 200: branchPreviewSchema, ...problems },
        },
      },
      async ({ params, body }) => previewJob(parts, params.id, body),
    );
    app.post(
      '/jobs/:id/fork',
      {
        bodyLimit: BRANCH_BODY_LIMIT,
        schema: {
          summary: 'Start a job that takes over what this one has before a step; the same id or key is the same job',
          params: jobParams,
          headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
          body: forkBodySchema,
          response: { 200: startAnswerSchema, 201: startAnswerSchema, ...problems },
        },
      },
      async (request, reply) => {
        await requireFreeDisk(parts.artifacts);
        const sender = { actor: actorOf(request), idempotencyKey: request.headers['idempotency-key'] };
        const answer = await forkJob(parts, request.params.id, request.body, sender);
        return reply.code(answer.created ? 201 : 200).send(answer);
      },
    );
    app.get(
      '/jobs/:id/lineage',
      {
        schema: {
          summary: 'Where a job comes from, what was forked from it, and its generations',
          params: jobParams,
          response: { 200: lineageAnswerSchema, ...problems },
        },
      },
      async ({ params }) => lineageOf(parts.ledger, params.id),
    );
    app.get(
      '/jobs/:id/compare',
      {
        schema: {
          summary: "What differs between this job's report and that of another branch",
          params: jobParams,
          querystring: compareQuerySchema,
          response: { 200: compareAnswerSchema, ...problems },
        },
      },
      async ({ params, query }) => compareJobs(parts, params.id, query),
    );
  };
}
