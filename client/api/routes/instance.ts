import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import {
  agreedSchema,
  healthSchema,
  instanceAnswerSchema,
  readinessSchema,
  sizesAnswerSchema,
} from '../../../contract/api-answers.ts';
import { instantOf } from '../../../contract/instants.ts';
import type { ApiParts } from '../http/parts.ts';
import { sizesOf } from '../settings/sizes-of.ts';
import { problems } from './schemas.ts';

/** Whether the process serves; asked by supervisors, so it needs no token and asks nobody. */
export function healthRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/healthz',
      { schema: { summary: 'Whether this process serves', security: [], response: { 200: healthSchema } } },
      async () => ({ ok: true as const }),
    );
    app.get(
      '/readyz',
      {
        schema: {
          summary: 'Whether what this process needs answers too',
          security: [],
          response: { 200: readinessSchema, 503: readinessSchema },
        },
      },
      async (_request, reply) => {
        const ready = await readiness(parts);
        return reply.code(Object.values(ready).every(Boolean) ? 200 : 503).send(ready);
      },
    );
  };
}

const READY_MS = 3_000;
const NO_ARTIFACT = '0'.repeat(64);

/** Asks ledger, artifacts and Temporal; what does not answer in time is not ready. */
async function readiness({ ledger, artifacts, control }: ApiParts) {
  const answers = (asked: Promise<unknown>): Promise<boolean> =>
    Promise.race([asked.then(() => true).catch(() => false), sleep(READY_MS, false, { ref: false })]);
  const health = control.health().then(({ reachable }) => {
    if (!reachable) throw new Error('Temporal does not answer.');
  });
  const [isLedger, isArtifacts, isTemporal] = await Promise.all([
    answers(ledger.lastSequence()),
    answers(artifacts.stat(NO_ARTIFACT)),
    answers(health),
  ]);
  return { ledger: isLedger, artifacts: isArtifacts, temporal: isTemporal };
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
          node: process.versions.node,
          temporal: {
            uiUrl: null,
            ...parts.facts.temporal,
            reachable: health.reachable,
            version: health.version ?? null,
          },
          worker: {
            connected: health.worker,
            lastAskedAt: health.lastAskedAt === null ? null : instantOf(health.lastAskedAt),
          },
          counts: list.counts,
        };
      },
    );
    app.get(
      '/instance/sizes',
      {
        schema: {
          summary: 'How much of the disk its parts take; counted when asked for',
          response: { 200: sizesAnswerSchema, ...problems },
        },
      },
      async () => ({ at: instantOf(parts.clock()), sizes: await sizesOf(parts.facts.paths) }),
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
