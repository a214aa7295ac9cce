import OpenAI from 'openai';
import { DossierError } from '../../contract/failures.ts';
import { outcomeOf } from './answer-outcome.ts';
import { chatBody } from './chat-request.ts';
import { type ChatStream, chatStream } from './chat-stream.ts';
import { heardFetch } from './heard-fetch.ts';
import { systemCause } from './network-codes.ts';
import type { ModelPort, ReadImage } from './port.ts';
import { CALL_PATIENCE, type CallPatience, type CallWatch, watchCall } from './stalled-call.ts';

/** Where and how to reach a server that speaks Chat Completions. */
export interface ChatCompletionsOptions {
  /** Address up to and including its version, such as `https://models.example/v1`; null is OpenAI's own. */
  baseURL: string | null;
  /** Null for servers that ask for none. */
  apiKey: string | null;
  readImage: ReadImage;
  /** Bounds of a call that differ from `CALL_PATIENCE`. */
  patience?: Partial<CallPatience>;
}

const OPENAI_ADDRESS = 'https://api.openai.com/v1';
/** No answer of a model comes near it; a server that sends more sends something else. */
const MOST_BYTES = 64_000_000;

/**
 * The adapter for every OpenAI-compatible server. Its client never retries (Temporal does), takes nothing from the environment, and
 * always streams, so that a silent connection is told from a slow answer and a cancelled job stops spending at once.
 */
export function createChatCompletions(options: ChatCompletionsOptions): ModelPort {
  const patience = { ...CALL_PATIENCE, ...options.patience };
  const client = new OpenAI({
    baseURL: options.baseURL ?? OPENAI_ADDRESS,
    apiKey: options.apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    // Never the first to give up: the watch over the call is, which says why.
    timeout: patience.totalMs + 10_000,
    logLevel: 'off',
  });
  return {
    async ask(request, control) {
      control.signal.throwIfAborted();
      requireSendable(options.apiKey);
      const body = await chatBody(request, options.readImage);
      const answer = chatStream();
      using watch = watchCall(patience);
      const signal = AbortSignal.any([control.signal, watch.signal]);
      const heard = listen(watch);
      try {
        const stream = await client.withOptions({ fetch: heard.fetch }).chat.completions.create(body, { signal });
        for await (const chunk of stream) {
          answer.add(chunk);
          if (answer.isFinished()) watch.ended();
          control.onText(answer.textSoFar());
        }
      } catch (error) {
        control.signal.throwIfAborted();
        // What was said to its end is an answer, whatever becomes of the connection after it.
        if (!answer.isFinished() || error instanceof OpenAI.APIError) {
          // Aborting shows as errors of many shapes; the reason for it says more than any of them.
          watch.signal.throwIfAborted();
          throw streamError(error, answer);
        }
      }
      // The client ends an aborted stream without an error.
      control.signal.throwIfAborted();
      if (!answer.isFinished()) watch.signal.throwIfAborted();
      return wholeAnswer(answer, request, heard.mediaType());
    },
  };
}

/** A key that cannot stand in a header is refused here, in words; the client would throw what looks like a bug of ours. */
function requireSendable(key: string | null): void {
  if (key === null || /^[\x21-\x7e]+$/.test(key)) return;
  throw new DossierError(
    'model-key-rejected',
    'The API key holds a space or another character that no key has; it was not sent.',
  );
}

function listen(watch: CallWatch): { fetch: typeof fetch; mediaType: () => string } {
  let bytes = 0;
  let mediaType = '';
  const heard = heardFetch({
    head({ headers }) {
      mediaType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      watch.heard();
    },
    bytes(count) {
      bytes += count;
      watch.heard();
      if (bytes > MOST_BYTES)
        watch.giveUp(
          new DossierError(
            'model-unavailable',
            `The provider sent more than ${MOST_BYTES / 1_000_000} MB in one answer.`,
          ),
        );
    },
  });
  return { fetch: heard, mediaType: () => mediaType };
}

function wholeAnswer(stream: ChatStream, request: Parameters<ModelPort['ask']>[0], mediaType: string) {
  const answer = stream.whole();
  if (answer === null) throw stream.hasBegun() ? cutStream(stream) : noStream(mediaType);
  const { modelServed, responseId, serviceTier } = stream.about();
  return {
    answer,
    outcome: outcomeOf(answer, request),
    modelServed: modelServed ?? request.model,
    responseId,
    serviceTier,
    usage: stream.usage(),
  };
}

/** Errors of the API keep their status and code; anything else that ends a stream is a cut connection or garbage on it. */
function streamError(error: unknown, stream: ChatStream): unknown {
  if (error instanceof OpenAI.APIError || error instanceof DossierError) return error;
  const cause = systemCause(error);
  if (cause !== null) return cause.code === 'model-call-timed-out' ? error : cutStream(stream, error, cause.system);
  return new DossierError(
    'model-unavailable',
    `The provider sent something that is no part of an answer, after ${received(stream)}.`,
    { cause: error },
  );
}

function cutStream(stream: ChatStream, cause?: unknown, system?: string): DossierError {
  const named = system === undefined ? '' : ` (${system})`;
  return new DossierError(
    'model-unavailable',
    `The provider broke off in the middle of its answer, after ${received(stream)}${named}.`,
    { cause },
  );
}

function received(stream: ChatStream): string {
  const { length } = stream.textSoFar();
  return length === 1 ? '1 character' : `${length} characters`;
}

/** Nothing of a stream came: mostly the address is that of a web page or of another API. */
function noStream(mediaType: string): DossierError {
  const isStream = mediaType === 'text/event-stream';
  return new DossierError(
    'model-unavailable',
    isStream
      ? 'The provider ended its answer before it had begun.'
      : `What answers at the provider's address is no model: it sent ${mediaType || 'something'} instead of an answer.`,
    isStream ? {} : { remedy: 'Check OPENAI_BASE_URL (it mostly ends in /v1), then retry the step.' },
  );
}
