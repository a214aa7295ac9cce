import { EventSourceParserStream } from 'eventsource-parser/stream';
import { DossierError } from '../../contract/failures.ts';
import type { Transport } from './transport.ts';

/** How a stream of events is followed. */
export interface FollowOptions {
  signal?: AbortSignal | undefined;
  /** The id of the last event that was seen; the stream goes on after it. */
  lastEventId?: string | undefined;
  /** Told when the connection is lost and when it is back. */
  onConnection?: ((state: 'connected' | 'lost') => void) | undefined;
  /** How long the instance may be away before `instance-unreachable` is thrown; 60 s where not given. */
  giveUpAfterMs?: number | undefined;
}

/** One server-sent event. */
export interface StreamEvent {
  id: string | undefined;
  data: string;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 2_000;
const GIVE_UP_AFTER_MS = 60_000;

/**
 * Follows a stream of server-sent events and connects again where it is cut, after the last event that was seen.
 * Ends quietly when the caller's signal aborts. Throws what the instance refuses, and `instance-unreachable` where it stays away.
 */
export async function* followEvents(
  transport: Transport,
  path: string,
  options: FollowOptions = {},
): AsyncGenerator<StreamEvent, void, void> {
  const giveUpAfterMs = options.giveUpAfterMs ?? GIVE_UP_AFTER_MS;
  let lastEventId = options.lastEventId;
  let lostAt: number | undefined;
  let delayMs = FIRST_DELAY_MS;
  while (!options.signal?.aborted) {
    const cut = new AbortController();
    try {
      const body = await connect(transport, path, lastEventId, options.signal, cut.signal);
      options.onConnection?.('connected');
      for await (const event of eventsOf(body)) {
        lostAt = undefined;
        delayMs = FIRST_DELAY_MS;
        lastEventId = event.id ?? lastEventId;
        yield event;
      }
    } catch (error) {
      if (options.signal?.aborted) return;
      if (!mayComeBack(error)) throw error;
      lostAt ??= Date.now();
      if (Date.now() - lostAt > giveUpAfterMs) throw error;
    } finally {
      cut.abort();
    }
    options.onConnection?.('lost');
    lostAt ??= Date.now();
    await pause(delayMs, options.signal);
    delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2);
  }
}

async function connect(
  transport: Transport,
  path: string,
  lastEventId: string | undefined,
  signal: AbortSignal | undefined,
  cut: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await transport(path, {
    headers: { accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
    signal: signal === undefined ? cut : AbortSignal.any([signal, cut]),
    timeoutMs: null,
  });
  if (response.body === null) throw new DossierError('internal', 'The instance answered without a stream.');
  return response.body;
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  const text = body.pipeThrough(
    new TransformStream<Uint8Array, string>({
      transform: (chunk, controller) => controller.enqueue(decoder.decode(chunk, { stream: true })),
    }),
  );
  // Not every browser iterates over streams.
  const reader = text.pipeThrough(new EventSourceParserStream()).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      yield { id: next.value.id, data: next.value.data };
    }
  } finally {
    // Whoever stops reading lets the connection go.
    await reader.cancel().catch(() => {});
  }
}

/** A cut connection is an error of the network; a refusal is an answer of the instance, final unless its code may pass. */
function mayComeBack(error: unknown): boolean {
  return !(error instanceof DossierError) || error.failure.retryable || error.code === 'instance-unreachable';
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
