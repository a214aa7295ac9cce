import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { agreedSchema, healthSchema, instanceAnswerSchema } from '../../../contract/api-answers.ts';
import type { ApiParts } from '../http/parts.ts';
import { problems } from './schemas.ts';

/** Whether the process serves; asked by supervisors, so it needs no token and asks nobody. */
export function healthRoutes(): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/healthz',
      { schema: { summary: 'Whether this process serves', security: [], response: { 200: healthSchema } } },
      async () => ({ ok: true as const }),
    );
  };
}

/** What the instance is, and what may be asked of it as a whole. */
export function instanceRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/instance',
      {
        schema: { summary: 'Where things are, and what answers', response: { 200: instanceAnswerSchema, ...problems } },
      },
      async () => {
        const [health, freeBytes, list] = await Promise.all([
          parts.control.health(),
          parts.artifacts.freeBytes(),
          parts.ledger.listJobs({ organisation: LOCAL_ORGANISATION, limit: 1 }),
        ]);
        return {
          ...parts.facts,
          pid: process.pid,
          freeBytes,
          temporal: { ...parts.facts.temporal, reachable: health.reachable },
          worker: { connected: health.worker },
          counts: list.counts,
        };
      },
    );
    const agreed = { response: { 200: agreedSchema, ...problems } };
    app.post('/instance/stay', { schema: { summary: 'Take back the wish to end when idle', ...agreed } }, async () => {
      parts.instance.stay();
      return { agreed: true as const };
    });
    app.post(
      '/instance/stop',
      { schema: { summary: 'End the instance; open jobs go on with the next start', ...agreed } },
      async (_request, reply) => {
        // Told once the answer is out: what follows closes this connection.
        reply.raw.once('finish', () => parts.instance.stop());
        return { agreed: true as const };
      },
    );
  };
}
