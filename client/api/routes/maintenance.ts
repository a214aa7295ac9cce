import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { garbageRequestSchema, type MaintenanceProgress } from '../../../contract/maintenance.ts';
import type { ApiParts } from '../http/parts.ts';
import { problemOf } from '../http/problems.ts';
import { checkArtifacts } from '../maintenance/check-artifacts.ts';
import { collectGarbage } from '../maintenance/collect-garbage.ts';
import { problems, streamed } from './schemas.ts';

const PROGRESS_MS = 500;
const lines = streamed(
  'Lines of JSON: `{ progress }` while it takes, then `{ result }` or `{ problem }`',
  'application/x-ndjson',
);

/** Looking after what is kept. Both may take minutes, so that they tell how far they are. */
export function maintenanceRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    const answers = { response: { 200: lines, ...problems } };
    app.post(
      '/maintenance/gc',
      { schema: { summary: 'Find what nothing names; remove it if asked to', body: garbageRequestSchema, ...answers } },
      (request, reply) =>
        sendLong(parts, request, reply, (progress) => collectGarbage(parts, request.body.remove, progress)),
    );
    app.post(
      '/maintenance/check',
      { schema: { summary: 'Verify every artifact that is named', ...answers } },
      (request, reply) => sendLong(parts, request, reply, (progress) => checkArtifacts(parts, progress)),
    );
  };
}

/** Answers lines of JSON as the work goes on. Work whose reader has gone ends at its next progress. */
function sendLong(
  { presence }: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (progress: (progress: MaintenanceProgress) => void) => Promise<object>,
): FastifyReply {
  const stream = new Readable({ read: () => {} });
  const tell = (line: object): void => void stream.push(`${JSON.stringify(line)}\n`);
  let toldAt = Date.now();
  presence.opened();
  work((progress) => {
    if (stream.destroyed) throw new Error('Nobody waits for the answer any more.');
    if (Date.now() - toldAt < PROGRESS_MS) return;
    toldAt = Date.now();
    tell({ progress });
  })
    .then((result) => tell({ result }))
    .catch((error: unknown) => {
      if (!stream.destroyed) tell({ problem: problemOf(error, request) });
    })
    .finally(() => {
      stream.push(null);
      presence.closed();
    });
  return reply
    .type('application/x-ndjson; charset=utf-8')
    .serializer((value: unknown) => value as string)
    .send(stream);
}
