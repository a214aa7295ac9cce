import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type CallSummary, historyAnswerSchema } from '../../../contract/api-answers.ts';
import type { CallRow } from '../../../contract/calls.ts';
import type { ApiParts } from '../http/parts.ts';
import { jobParams, problems } from './schemas.ts';

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
        const calls = await parts.ledger.listCalls(params.id);
        return { entries: view.journal, calls: calls.map(summaryOf), decisions: view.decisions };
      },
    );
  };
}

function summaryOf(row: CallRow): CallSummary {
  const { jobId: _, ...place } = row.identity;
  const { task, state, outcome, modelAsked, modelServed, costMicroUsd, latencyMs, reusedFrom } = row;
  return {
    ...place,
    ...{ task, state, outcome, modelAsked, modelServed, costMicroUsd, latencyMs, reusedFrom },
    inputTokens: row.usage?.inputTokens ?? 0,
    cachedTokens: row.usage?.cachedTokens ?? 0,
    outputTokens: row.usage?.outputTokens ?? 0,
    reservedAt: row.reservedAt,
    answeredAt: row.answeredAt,
  };
}
