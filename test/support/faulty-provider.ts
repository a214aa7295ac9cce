import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ModelAnswerName } from '../../contract/model-answers.ts';
import { startOfflineModel } from '../../workers/offline-model/server.ts';
import { beginStream, rawModelServer, streamEvent } from './raw-model-server.ts';

/** Misbehaves in place of an answer. */
export type Misbehave = (response: ServerResponse) => void | Promise<void>;

/** One request that arrived. */
export interface Arrival {
  model: string;
  answer: ModelAnswerName;
  /** Hash of the body: the same request asked again has the same. */
  body: string;
  /** Milliseconds of a clock that only goes forward. */
  at: number;
  faulted: boolean;
}

/**
 * A provider over real HTTP that misbehaves on command and else has the offline model answer. Jobs are told apart by the name of the
 * model they ask, tasks by the schema that they ask for.
 */
export interface FaultyProvider {
  url: string;
  arrivals: Arrival[];
  /** From now on the request of this number (from 1) to this task, and those after it, meet the fault: so many times, or until it is lifted. */
  arm(model: string, answer: ModelAnswerName, fault: Misbehave, when?: { from?: number; times?: number }): void;
  /** Whether the next request to the task meets a fault. */
  isArmed(model: string, answer: ModelAnswerName): boolean;
  lift(model: string, answer: ModelAnswerName): void;
  close(): Promise<void>;
}

interface Armed {
  fault: Misbehave;
  skip: number;
  left: number;
}

export async function faultyProvider(): Promise<FaultyProvider> {
  const offline = await startOfflineModel({ port: 0, delayMs: 0 });
  const armed = new Map<string, Armed>();
  const arrivals: Arrival[] = [];
  const keyOf = (model: string, answer: string): string => `${model} ${answer}`;
  const faultOf = (key: string): Misbehave | null => {
    const found = armed.get(key);
    if (found === undefined || found.left <= 0) return null;
    if (found.skip > 0) {
      found.skip -= 1;
      return null;
    }
    found.left -= 1;
    return found.fault;
  };
  const server = await rawModelServer(async (response, body) => {
    const request = JSON.parse(body);
    const answer: ModelAnswerName = request.response_format.json_schema.name;
    const fault = faultOf(keyOf(request.model, answer));
    const hash = createHash('sha256').update(body).digest('hex');
    arrivals.push({ model: request.model, answer, body: hash, at: performance.now(), faulted: fault !== null });
    if (fault !== null) return await fault(response);
    const answered = await fetch(`${offline.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...request, model: 'offline' }),
    });
    const text = await answered.text();
    response.writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? '' }).end(text);
  });
  return {
    url: server.baseURL,
    arrivals,
    arm(model, answer, fault, { from = 1, times = Number.POSITIVE_INFINITY } = {}) {
      armed.set(keyOf(model, answer), { fault, skip: from - 1, left: times });
    },
    isArmed(model, answer) {
      const found = armed.get(keyOf(model, answer));
      return found !== undefined && found.skip === 0 && found.left > 0;
    },
    lift: (model, answer) => void armed.delete(keyOf(model, answer)),
    async close() {
      await server.close();
      await offline.close();
    },
  };
}

/** An error as providers answer it. */
export function answersError(status: number, error: object, headers: Record<string, string> = {}): Misbehave {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }));
  };
}

/** A whole answer of the model that says this, and how it finished. */
export function answersWith(delta: object, finishReason = 'stop'): Misbehave {
  return (response) => {
    beginStream(response);
    response.end(`${streamEvent(delta)}${streamEvent({}, finishReason)}data: [DONE]\n\n`);
  };
}

/** Something in the stream that is no event of an answer. */
export const answersGarbage: Misbehave = (response) => {
  beginStream(response);
  response.end(`${streamEvent({ content: '{"ti' })}data: {"choices": [oops\n\n`);
};

/** The connection is torn down in the middle of the answer, without a goodbye. */
export const resetsMidStream: Misbehave = (response) => {
  beginStream(response);
  response.write(streamEvent({ content: '{"title":"The notice' }), () =>
    setTimeout(() => response.socket?.resetAndDestroy(), 20),
  );
};

/** Some bytes, then nothing any more on an open line. */
export const fallsSilent: Misbehave = (response) => {
  beginStream(response);
  response.write(streamEvent({ content: '{"title":"The notice' }));
};

/** Takes the request, and never answers. */
export const neverAnswers: Misbehave = () => undefined;

/** A right answer, one byte a second. */
export const drips: Misbehave = async (response) => {
  beginStream(response);
  for (const byte of Buffer.from(streamEvent({ content: '{"title":"The notice period"' }))) {
    if (response.destroyed) return;
    response.write(Uint8Array.of(byte));
    await delay(1_000);
  }
};
