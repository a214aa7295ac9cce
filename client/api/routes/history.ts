import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { historyAnswerSchema } from '../../../contract/api-answers.ts';
import { summaryOf } from '../calls/call-summary.ts';
import { joinJournal } from '../histories/join-journal.ts';
import { rawHistory, runsOfJob } from '../histories/runs-of-job.ts';
import type { ApiParts } from '../http/parts.ts';
import { jobParams, problems, streamed } from './schemas.ts';

/** What happened in a job. */
export function historyRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/jobs/:id/history',
      {
        schema: {
          summary: 'What happened in words, what was paid, what was decided',
          params: jobParams,
          response: { 200: historyAnswerSchema, ...problems },
        },
      },
      async ({ params }) => {
        const { view } = await parts.views.answer(params.id);
        const record = await parts.views.record(params.id);
        const calls = await parts.ledger.listCalls(params.id);
        const stored = await parts.ledger.listJournal(params.id);
        return {
          entries: joinJournal(
            stored.map(({ entry }) => entry),
            view.journal,
          ),
          calls: calls.map(summaryOf),
          decisions: view.decisions,
          runs: await runsOfJob(parts, record),
        };
      },
    );
    app.get(
      '/jobs/:id/history/raw',
      {
        schema: {
          summary: "The events of all runs, as Temporal's JSON",
          params: jobParams,
          response: { 200: streamed('The events', 'application/json'), ...problems },
        },
      },
      async ({ params: { id } }, reply) => {
        const runs = await runsOfJob(parts, await parts.views.record(id));
        return reply
          .type('application/json; charset=utf-8')
          .header('content-disposition', `attachment; filename="${id}-history.json"`)
          .send(Readable.from(rawHistory(parts, id, runs)));
      },
    );
  };
}
