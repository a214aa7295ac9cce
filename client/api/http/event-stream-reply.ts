import type { FastifyReply } from 'fastify';
import { streamHeaders } from './guards.ts';

/** One event: `id` empty makes the client forget what it saw last, so that it is told everything when it comes back. */
export interface OutEvent {
  id: string;
  data: string;
}

const KEEP_ALIVE_MS = 15_000;

/**
 * A stream of server-sent events on a reply. `latestOnly`: events are snapshots, so that a slow reader gets the newest and
 * skips what it missed; otherwise all of them wait for it, and a reader that falls far behind is cut off and resumes.
 */
export class EventStreamReply {
  readonly #reply: FastifyReply;
  readonly #latestOnly: boolean;
  readonly #keepAlive: NodeJS.Timeout;
  #pending: string | undefined;

  constructor(reply: FastifyReply, options: { latestOnly: boolean; closed(): void }) {
    this.#reply = reply;
    this.#latestOnly = options.latestOnly;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...streamHeaders(),
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    reply.raw.write(': connected\nretry: 1000\n\n');
    this.#keepAlive = setInterval(() => this.#comment(), KEEP_ALIVE_MS);
    reply.raw.on('drain', () => this.#flush());
    reply.raw.once('close', () => {
      clearInterval(this.#keepAlive);
      options.closed();
    });
  }

  send({ id, data }: OutEvent): void {
    const text = `id: ${id}\ndata: ${data}\n\n`;
    const { raw } = this.#reply;
    if (raw.writableEnded || raw.destroyed) return;
    if (!raw.writableNeedDrain) raw.write(text);
    else if (this.#latestOnly) this.#pending = text;
    else if (raw.writableLength > 1_000_000) raw.destroy();
    else raw.write(text);
  }

  close(): void {
    this.#reply.raw.end();
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = undefined;
    if (text !== undefined) this.#reply.raw.write(text);
  }

  #comment(): void {
    if (!this.#reply.raw.writableNeedDrain) this.#reply.raw.write(': still here\n\n');
  }
}
