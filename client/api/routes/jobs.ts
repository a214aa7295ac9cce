import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { startAnswerSchema, startRequestSchema, viewAnswerSchema } from '../../../contract/api.ts';
import { instantOf } from '../../../contract/instants.ts';
import { idsOf, jobListSchema, jobQuerySchema, statusesOf } from '../../../contract/job-list-api.ts';
import type { ApiParts } from '../http/parts.ts';
import { deleteJob } from '../jobs/delete-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { jobParams, problems } from './schemas.ts';
import { requireFreeDisk } from './uploads.ts';

/** Starting, listing, looking at and deleting jobs. */
export function jobRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/jobs',
      {
        schema: {
          summary: 'Start a job; the same id or key with the same input is the same job',
          headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
          body: startRequestSchema,
          response: { 200: startAnswerSchema, 201: startAnswerSchema, ...problems },
        },
      },
      async (request, reply) => {
        await requireFreeDisk(parts.artifacts);
        const answer = await startJob({ ...parts, log: request.log }, request.body, request.headers['idempotency-key']);
        return reply.code(answer.created ? 201 : 200).send(answer);
      },
    );
    app.get(
      '/jobs',
      {
        schema: { summary: 'List jobs', querystring: jobQuerySchema, response: { 200: jobListSchema, ...problems } },
      },
      async ({ query: { status, ids, hasFindings, createdFrom, createdTo, ...query } }) => {
        const list = await parts.ledger.listJobs({
          ...query,
          organisation: LOCAL_ORGANISATION,
          status: status === undefined ? undefined : statusesOf(status),
          ids: ids === undefined ? undefined : idsOf(ids),
          hasFindings: hasFindings === undefined ? undefined : hasFindings === 'true',
          createdFrom: createdFrom === undefined ? undefined : instantOf(Date.parse(createdFrom)),
          createdTo: createdTo === undefined ? undefined : instantOf(Date.parse(createdTo)),
        });
        // An ended job has none, also where the last pass saw it before it ended.
        const jobs = list.jobs.map((row) => ({
          ...row,
          overlay: row.endedAt === null ? parts.overlays.of(row.id) : null,
        }));
        return { ...list, jobs, counts: { ...list.counts, ...parts.overlays.counts() } };
      },
    );
    app.get(
      '/jobs/:id',
      {
        schema: {
          summary: 'What a job looks like now',
          params: jobParams,
          response: { 200: viewAnswerSchema, ...problems },
        },
      },
      async ({ params }) => parts.views.answer(params.id),
    );
    app.delete(
      '/jobs/:id',
      {
        schema: {
          summary: 'Remove a closed job and what only it names',
          params: jobParams,
          response: { 204: z.undefined().describe('Removed'), ...problems },
        },
      },
      async ({ params }, reply) => {
        await deleteJob(parts, await parts.views.record(params.id));
        return reply.code(204).send();
      },
    );
  };
}
