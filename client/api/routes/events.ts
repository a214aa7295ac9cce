import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ViewAnswer } from '../../../contract/api.ts';
import { EventStreamReply, type OutEvent } from '../http/event-stream-reply.ts';
import type { ApiParts } from '../http/parts.ts';
import { jobParams, problems, streamed } from './schemas.ts';

const lastEventHeader = z.object({ 'last-event-id': z.string().max(40).optional() });

/** Streams of events: one job's view, and the change feed of all records. */
export function eventRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    const open = new Set<EventStreamReply>();
    // Streams never end by themselves: without this, closing the server would wait for them.
    app.addHook('preClose', async () => {
      for (const stream of open) stream.close();
    });

    app.get(
      '/jobs/:id/events',
      {
        schema: {
          summary: 'Follow a job (id: its revision, data: what GET /jobs/{id} answers)',
          params: jobParams,
          headers: lastEventHeader,
          response: { 200: streamed('Server-sent events', 'text/event-stream'), ...problems },
        },
      },
      async ({ params, headers }, reply) => {
        let stream: EventStreamReply | undefined;
        let newest: ViewAnswer | undefined;
        const tell = (answer: ViewAnswer): void => {
          newest = answer;
          stream?.send(eventOf(answer));
        };
        const { current, leave } = await parts.watchers.watch(params.id, tell);
        stream = openStream(reply, open, parts, { latestOnly: true, closed: leave });
        const first = eventOf(newest ?? current);
        if (first.id === '' || first.id !== headers['last-event-id']) stream.send(first);
        return reply;
      },
    );

    app.get(
      '/events',
      {
        schema: {
          summary: 'Follow the records of all jobs (id: a growing sequence)',
          headers: lastEventHeader,
          response: { 200: streamed('Server-sent events', 'text/event-stream'), ...problems },
        },
      },
      async ({ headers }, reply) => {
        const after = /^\d{1,15}$/.test(headers['last-event-id'] ?? '') ? Number(headers['last-event-id']) : undefined;
        const from = after ?? (await parts.ledger.lastSequence());
        let leave = (): void => {};
        const stream = openStream(reply, open, parts, { latestOnly: false, closed: () => leave() });
        leave = await parts.changes.follow(from, (change) =>
          stream.send({ id: String(change.sequence), data: JSON.stringify(change) }),
        );
        if (reply.raw.destroyed) leave();
        return reply;
      },
    );
  };
}

/** What is not stored (an overlay) has no revision of its own: its event clears the id, so that whoever comes back is told all. */
function eventOf(answer: ViewAnswer): OutEvent {
  return { id: answer.overlay === null ? String(answer.view.revision) : '', data: JSON.stringify(answer) };
}

function openStream(
  reply: ConstructorParameters<typeof EventStreamReply>[0],
  open: Set<EventStreamReply>,
  { presence }: ApiParts,
  options: { latestOnly: boolean; closed(): void },
): EventStreamReply {
  const closed = (): void => {
    open.delete(stream);
    presence.closed();
    options.closed();
  };
  const stream = new EventStreamReply(reply, { latestOnly: options.latestOnly, closed });
  open.add(stream);
  presence.opened();
  return stream;
}
