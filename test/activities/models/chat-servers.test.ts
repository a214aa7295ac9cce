import { afterEach, describe, expect, test } from '@jest/globals';
import { type ChatCompletionsOptions, createChatCompletions } from '../../../activities/models/chat-completions.ts';
import { classifyFailure } from '../../../activities/models/classify-failure.ts';
import { beginStream, type RawModelServer, rawModelServer, streamEvent } from '../../support/raw-model-server.ts';

let server: RawModelServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const PLAN = '{"title":"T","subQuestions":[],"outline":[],"successCriteria":[],"wouldChangeTheAnswer":[]}';
const DONE = 'data: [DONE]\n\n';

async function asked(
  answer: Parameters<typeof rawModelServer>[0],
  more: Partial<ChatCompletionsOptions> = {},
  signal = new AbortController().signal,
) {
  server = await rawModelServer(answer);
  const readImage = async () => new Uint8Array();
  const port = createChatCompletions({ baseURL: server.baseURL, apiKey: null, readImage, ...more });
  return await port.ask(
    {
      model: 'local-model',
      messages: [{ role: 'system', text: 'Plan.' }],
      tools: [],
      toolChoice: 'auto',
      answer: 'plan',
      maxOutputTokens: null,
      reasoningEffort: null,
    },
    { signal, onText: () => {} },
  );
}

async function failed(...inputs: Parameters<typeof asked>) {
  return await asked(...inputs).then(
    () => null,
    (error: unknown) => classifyFailure(error),
  );
}

/** Answers with a stream of these events, whole. */
const streams =
  (...events: string[]): Parameters<typeof rawModelServer>[0] =>
  (response) => {
    beginStream(response);
    response.end(events.join(''));
  };

describe('servers that differ', () => {
  test('words of refusal are a refusal', async () => {
    const { outcome, answer } = await asked(
      streams(streamEvent({ refusal: 'I cannot ' }), streamEvent({ refusal: 'help.' }, 'stop'), DONE),
    );
    expect(outcome).toEqual({ kind: 'refused', words: 'I cannot help.' });
    expect(answer.refusal).toBe('I cannot help.');
  });

  test('usage that is left out is unknown, and a stream without its end mark is whole once the model has finished', async () => {
    const answer = await asked(streams(streamEvent({ content: PLAN }, 'stop')));
    expect(answer).toMatchObject({ usage: null, outcome: { kind: 'ok' }, modelServed: 'local-model' });
  });

  test('usage with its details is kept', async () => {
    const usage = {
      prompt_tokens: 90,
      completion_tokens: 30,
      total_tokens: 120,
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 20 },
    };
    const events = [
      streamEvent({ content: PLAN }, 'stop'),
      streamEvent(null, null, { usage, service_tier: 'flex' }),
      DONE,
    ];
    expect(await asked(streams(...events))).toMatchObject({
      usage: { inputTokens: 90, cachedTokens: 64, outputTokens: 30, reasoningTokens: 20 },
      serviceTier: 'flex',
    });
  });

  test('tool calls without ids or indices get ids of their own', async () => {
    const call = { function: { name: 'list_tables', arguments: '{}' } };
    const { answer } = await asked(streams(streamEvent({ tool_calls: [call, call] }, 'tool_calls'), DONE));
    expect(answer.toolCalls.map(({ id, name }) => [id, name])).toEqual([
      ['call_0', 'list_tables'],
      ['call_1', 'list_tables'],
    ]);
  });

  test('an answer that arrives byte by byte is read the same', async () => {
    const text = PLAN.replace('"T"', '"Größe – 大"');
    const { outcome } = await asked(async (response) => {
      beginStream(response);
      const bytes = Buffer.from(streamEvent({ content: text }, 'stop') + DONE);
      for (const byte of bytes) {
        response.write(Uint8Array.of(byte));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    expect(outcome).toMatchObject({ kind: 'ok', value: { title: 'Größe – 大' } });
  });
});

describe('what comes after the last word', () => {
  const finished = streamEvent({ content: PLAN }, 'stop');

  test('an open line does not undo the answer', async () => {
    const open: Parameters<typeof rawModelServer>[0] = (response) => {
      beginStream(response);
      response.write(finished);
    };
    expect(await asked(open, { patience: { afterEndMs: 50 } })).toMatchObject({ outcome: { kind: 'ok' }, usage: null });
  });

  test('a cut line does not undo the answer', async () => {
    const cut: Parameters<typeof rawModelServer>[0] = (response) => {
      beginStream(response);
      response.write(finished, () => setTimeout(() => response.destroy(), 50));
    };
    expect(await asked(cut)).toMatchObject({ outcome: { kind: 'ok' }, usage: null });
  });

  test('usage that counts nothing is none', async () => {
    const usage = { prompt_tokens: 'many', completion_tokens: -1 };
    expect(await asked(streams(finished, streamEvent(null, null, { usage }), DONE))).toMatchObject({
      usage: { inputTokens: 0, outputTokens: 0, cachedTokens: null },
    });
  });
});

describe('servers that fail', () => {
  test('a stream that ends before the model has finished', async () => {
    expect(await failed(streams(streamEvent({ content: PLAN }), DONE))).toMatchObject({ code: 'model-unavailable' });
  });

  test('a connection that breaks in the middle', async () => {
    const failure = await failed((response) => {
      beginStream(response);
      response.write(streamEvent({ content: PLAN.slice(0, 20) }), () => response.destroy());
    });
    expect(failure).toMatchObject({ code: 'model-unavailable', retryable: true });
    expect(failure?.message).toContain('20 characters');
  });

  test('garbage in the stream', async () => {
    expect(await failed(streams('data: {"choices": [oops\n\n'))).toMatchObject({ code: 'model-unavailable' });
  });

  test('an error inside the stream', async () => {
    const events = [
      streamEvent({ content: '{' }),
      'data: {"error":{"message":"overloaded","code":"server_error"}}\n\n',
    ];
    expect(await failed(streams(...events))).toMatchObject({ code: 'model-unavailable' });
  });

  test('a connection that stays open and says nothing more', async () => {
    const silent: Parameters<typeof rawModelServer>[0] = (response) => {
      beginStream(response);
      response.write(streamEvent({ content: '{' }));
    };
    expect(await failed(silent, { patience: { betweenMs: 50 } })).toMatchObject({
      code: 'model-call-timed-out',
      retryable: true,
    });
  });

  test('a server that takes the request and never begins to answer', async () => {
    expect(await failed(() => {}, { patience: { firstMs: 50 } })).toMatchObject({ code: 'model-call-timed-out' });
  });

  test('an answer that drips for ever ends, though never silent for long', async () => {
    const dripping: Parameters<typeof rawModelServer>[0] = (response) => {
      beginStream(response);
      const timer = setInterval(() => response.write(': '), 20);
      response.once('close', () => clearInterval(timer));
    };
    const patience = { betweenMs: 1_000, totalMs: 300 };
    expect(await failed(dripping, { patience })).toMatchObject({ code: 'model-call-timed-out', retryable: false });
  });

  test.each([
    'data: null',
    'data: "words"',
    'data: {"choices":"x"}',
    'data: {"choices":[{"delta":{"content":{"a":1}}}]}',
    'data: {"choices":[{"delta":{"tool_calls":5}}]}',
  ])('a chunk that is none: %s', async (line) => {
    const failure = await failed(streams(streamEvent({ content: '{' }), `${line}\n\n`));
    expect(failure).toMatchObject({ code: 'model-unavailable', retryable: true });
    expect(failure?.message).toContain('no part of an answer, after 1 character');
  });

  test('a page where the answer should be', async () => {
    const page: Parameters<typeof rawModelServer>[0] = (response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
    };
    expect(await failed(page)).toMatchObject({
      code: 'model-unavailable',
      message: expect.stringContaining('it sent text/html'),
      remedy: expect.stringContaining('OPENAI_BASE_URL'),
    });
  });

  test('a key that no header takes', async () => {
    expect(await failed(() => {}, { apiKey: 'sk-“quoted”' })).toMatchObject({ code: 'model-key-rejected' });
  });

  test('a page that is no API', async () => {
    const page: Parameters<typeof rawModelServer>[0] = (response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
    };
    expect(await failed(page)).toMatchObject({
      code: 'model-unknown',
      remedy: expect.stringContaining('OPENAI_BASE_URL'),
    });
  });

  test('nobody there', async () => {
    expect(await failed(() => {}, { baseURL: 'http://127.0.0.1:1/v1' })).toMatchObject({ code: 'model-unreachable' });
  });
});
