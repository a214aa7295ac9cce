import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { messageBodies } from '../../../contract/api.ts';
import { type MessageReceipt, messageReceiptSchema } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { actorOf } from '../http/guards.ts';
import type { ApiParts } from '../http/parts.ts';
import { rewindJob } from '../jobs/branch-job.ts';
import { cancelJob } from '../jobs/cancel-job.ts';
import {
  composeAnswer,
  composeAsk,
  composeCancel,
  composeDecision,
  composePause,
  composeResume,
  composeSetBudget,
  type Sender,
} from '../jobs/compose-message.ts';
import { composeRecover } from '../jobs/compose-recover.ts';
import { deliver } from '../jobs/deliver.ts';
import { jobParams, problems } from './schemas.ts';

/** An edited draft travels in the body. */
const BODY_LIMIT = 16_000_000;

/** The messages of a job, one route each. */
export function messageRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    const options = <Name extends keyof typeof messageBodies>(name: Name) => ({
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: `Send the message ${name} to a job`,
        params: jobParams,
        headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
        body: messageBodies[name],
        response: { 200: messageReceiptSchema, 202: messageReceiptSchema, ...problems },
      },
    });
    const path = <Name extends string>(name: Name) => `/jobs/:id/messages/${name}` as const;

    app.post(path('decide'), options('decide'), async (request, reply) => {
      // The last thing known is enough to resolve a hash: the job itself checks everything again.
      const { view } = await parts.views.answer(request.params.id);
      const outgoing = await composeDecision(view, request.body, senderOf(request), parts.artifacts);
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path('ask'), options('ask'), async (request, reply) => {
      const outgoing = composeAsk(request.params.id, request.body, senderOf(request));
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path('answer'), options('answer'), async (request, reply) => {
      const outgoing = composeAnswer(request.params.id, request.body, senderOf(request));
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path('recover'), options('recover'), async (request, reply) => {
      const { id } = request.params;
      // Only what is wished for by an input or output needs the state, and only an open job takes it.
      const { view } = await parts.views.answer(id);
      const outgoing = await composeRecover(parts, view, request.body, senderOf(request));
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path('rewind'), options('rewind'), async (request, reply) =>
      answer(reply, await rewindJob(parts, request.params.id, request.body, senderOf(request))),
    );
    app.post(path('cancel'), options('cancel'), async (request, reply) => {
      // An ended job only goes back by its record, so that the record knows in which generation it can be cancelled again.
      const { view } = await parts.views.record(request.params.id);
      const outgoing = composeCancel(view, request.body, senderOf(request));
      return answer(reply, await cancelJob(parts, request.params.id, outgoing));
    });
    app.post(path('setBudget'), options('setBudget'), async (request, reply) => {
      const outgoing = composeSetBudget(request.params.id, request.body, senderOf(request));
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path('pause'), options('pause'), async (request, reply) => {
      const outgoing = composePause(request.params.id, request.body, senderOf(request));
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path('resume'), options('resume'), async (request, reply) => {
      const outgoing = composeResume(request.params.id, request.body, senderOf(request));
      return answer(reply, await deliver(parts, request.params.id, outgoing));
    });
    app.post(path(':name'), { schema: { hide: true } }, async () => {
      throw new DossierError('not-found', 'There is no message of this name.', { field: 'name' });
    });
  };
}

function answer(reply: FastifyReply, receipt: MessageReceipt): FastifyReply {
  return reply.code(receipt.delivered === 'signal' ? 202 : 200).send(receipt);
}

function senderOf(request: FastifyRequest): Sender {
  const key = request.headers['idempotency-key'];
  return { actor: actorOf(request), idempotencyKey: typeof key === 'string' ? key : undefined };
}
