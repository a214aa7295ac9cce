import OpenAI from 'openai';
import { DossierError } from '../../contract/failures.ts';
import { outcomeOf } from './answer-outcome.ts';
import { chatBody } from './chat-request.ts';
import { type ChatStream, chatStream } from './chat-stream.ts';
import type { ModelPort, ReadImage } from './port.ts';

/** Where and how to reach a server that speaks Chat Completions. */
export interface ChatCompletionsOptions {
  /** Address up to and including its version, such as `https://models.example/v1`; null is OpenAI's own. */
  baseURL: string | null;
  /** Null for servers that ask for none. */
  apiKey: string | null;
  readImage: ReadImage;
  /** How long to wait for the first sign of an answer, in milliseconds. Generous, since local servers load a model first. */
  connectTimeoutMs?: number;
  /** How long a stream may be silent, in milliseconds. Generous, since some models think before their first word. */
  idleTimeoutMs?: number;
}

const OPENAI_ADDRESS = 'https://api.openai.com/v1';
const CONNECT_TIMEOUT_MS = 120_000;
const IDLE_TIMEOUT_MS = 300_000;

/**
 * The adapter for every OpenAI-compatible server. Its client never retries (Temporal does), takes nothing from the environment, and
 * always streams, so that a silent connection is told from a slow answer and a cancelled job stops spending at once.
 */
export function createChatCompletions(options: ChatCompletionsOptions): ModelPort {
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const idleTimeoutMs = options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  const client = new OpenAI({
    baseURL: options.baseURL ?? OPENAI_ADDRESS,
    apiKey: options.apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    // Never the first to give up: `watchSilence` is, which says why.
    timeout: connectTimeoutMs + 10_000,
    logLevel: 'off',
  });
  return {
    async ask(request, control) {
      control.signal.throwIfAborted();
      const body = await chatBody(request, options.readImage);
      const answer = chatStream();
      using silence = watchSilence();
      silence.allow(connectTimeoutMs, 'did not begin to answer');
      const signal = AbortSignal.any([control.signal, silence.signal]);
      try {
        const stream = await client.chat.completions.create(body, { signal });
        silence.allow(idleTimeoutMs, 'sent nothing in the middle of an answer');
        for await (const chunk of stream) {
          silence.allow(idleTimeoutMs, 'sent nothing in the middle of an answer');
          answer.add(chunk);
          control.onText(answer.textSoFar());
        }
      } catch (error) {
        // Aborting shows as errors of many shapes; the reason for it says more than any of them.
        signal.throwIfAborted();
        throw streamError(error, answer);
      }
      // The client ends an aborted stream without an error.
      signal.throwIfAborted();
      return wholeAnswer(answer, request);
    },
  };
}

function wholeAnswer(stream: ChatStream, request: Parameters<ModelPort['ask']>[0]) {
  const answer = stream.whole();
  if (answer === null) throw cutStream(stream);
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
  if (error instanceof OpenAI.APIError) return error;
  return cutStream(stream, error);
}

function cutStream(stream: ChatStream, cause?: unknown): DossierError {
  const received = stream.textSoFar().length;
  return new DossierError(
    'model-unavailable',
    `The provider's stream ended in the middle of the answer, after ${received} characters.`,
    { cause },
  );
}

interface Silence extends Disposable {
  signal: AbortSignal;
  /** Begins to count anew: aborts unless it is called again within so many milliseconds. */
  allow(milliseconds: number, otherwise: string): void;
}

/** Tells a dead connection from a slow answer. */
function watchSilence(): Silence {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    allow(milliseconds, otherwise) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const message = `The provider ${otherwise} for ${Math.ceil(milliseconds / 1_000)} seconds.`;
        controller.abort(new DossierError('model-call-timed-out', message));
      }, milliseconds);
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
