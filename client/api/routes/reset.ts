import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { resetBodySchema } from '../../../contract/api.ts';
import { resetAnswerSchema } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { sha256OfText } from '../../../contract/hash.ts';
import { actorOf } from '../http/guards.ts';
import type { ApiParts } from '../http/parts.ts';
import { jobParams, problems } from './schemas.ts';

/** Taking the run of an open job back to a workflow task, for a history that took a wrong branch. */
export function resetRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/jobs/:id/reset',
      {
        schema: {
          summary: 'Take the run of an open job back; without `confirm` only tells what that would do',
          params: jobParams,
          body: resetBodySchema,
          response: { 200: resetAnswerSchema, ...problems },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { event, confirm } = request.body;
        const record = await parts.views.record(id);
        if (record.view.endedAt !== null)
          throw new DossierError('job-closed', `The job ${id} has ended.`, {
            remedy: 'Rewind it instead: `dossier rewind JOB STEP` goes on from its record.',
          });
        const point = await parts.runs.resetPoint(id, event);
        if (confirm === undefined) return { ...point, newRunId: null };
        if (confirm.runId !== point.runId)
          throw new DossierError('job-moving', `The job ${id} goes on in another run than the one that was shown.`);
        const requestId = sha256OfText(`reset ${id} ${confirm.runId} ${confirm.eventId}`);
        const reason = `Reset with Dossier by ${actorOf(request).id}.`;
        const newRunId = await parts.runs.reset(id, confirm, requestId, reason);
        // The new run knows nothing of the old one, so nobody else would keep it.
        await parts.histories.keepRun(id, confirm.runId);
        return { ...point, ...confirm, newRunId };
      },
    );
  };
}
