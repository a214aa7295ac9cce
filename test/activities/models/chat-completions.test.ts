import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createChatCompletions } from '../../../activities/models/chat-completions.ts';
import { classifyFailure } from '../../../activities/models/classify-failure.ts';
import type { ModelCallRequest } from '../../../activities/models/port.ts';
import { fence } from '../../../contract/prompt-data.ts';
import { openAiBodyCheck } from '../../support/openai-schema.ts';

const mock = new LLMock({ port: 0 });
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());
afterEach(() => void mock.reset());

const SEARCH = {
  name: 'search_documents',
  description: 'Finds passages',
  parameters: z.object({ query: z.string().min(1), limit: z.int().min(1).nullable() }),
};
const PLAN = {
  title: 'Überblick – 計画',
  subQuestions: [{ question: 'What does it cost?', why: 'to decide' }],
  outline: [],
  successCriteria: [],
  wouldChangeTheAnswer: [],
};

function planRequest(more: Partial<ModelCallRequest> = {}): ModelCallRequest {
  return {
    model: 'gpt-5.4',
    messages: [
      { role: 'system', text: 'Plan a report.' },
      { role: 'user', text: fence('question', { question: 'What does it cost?' }), images: [] },
    ],
    tools: [],
    toolChoice: 'none',
    answer: 'plan',
    maxOutputTokens: 16_000,
    reasoningEffort: 'low',
    ...more,
  };
}

function ask(
  request: ModelCallRequest,
  signal = new AbortController().signal,
  onText: (text: string) => void = () => {},
) {
  const readImage = async () => Buffer.from('an image');
  const port = createChatCompletions({ baseURL: `${mock.url}/v1`, apiKey: 'test', readImage });
  return port.ask(request, { signal, onText });
}

async function failureOf(asked: Promise<unknown>) {
  const thrown = await asked.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error,
  );
  return classifyFailure(thrown);
}

describe('what is asked', () => {
  test('an answer that follows its schema is ok, with usage, model and id', async () => {
    mock.on(
      {},
      { content: PLAN, model: 'gpt-5.4-2026-03', id: 'response-7', usage: { prompt_tokens: 12, completion_tokens: 5 } },
    );
    expect(await ask(planRequest())).toMatchObject({
      outcome: { kind: 'ok', value: PLAN },
      answer: { toolCalls: [], refusal: null, finishReason: 'stop' },
      modelServed: 'gpt-5.4-2026-03',
      responseId: 'response-7',
      usage: { inputTokens: 12, cachedTokens: null, outputTokens: 5, reasoningTokens: null },
    });
  });

  test('structured output is asked for by name, strictly, and in a stream with usage', async () => {
    mock.on({}, { content: PLAN });
    await ask(planRequest());
    expect(mock.getLastRequest()?.body).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'plan', strict: true, schema: { additionalProperties: false } },
      },
      max_completion_tokens: 16_000,
      reasoning_effort: 'low',
    });
  });

  test('tool calls come back whole, in order', async () => {
    const calls = [
      { id: 'call_a', name: 'search_documents', arguments: '{"query":"cost","limit":null}' },
      { id: 'call_b', name: 'search_documents', arguments: '{"query":"price","limit":3}' },
    ];
    mock.on({}, { toolCalls: calls }, { chunkSize: 1 });
    const answer = await ask(planRequest({ answer: 'research_notes', tools: [SEARCH], toolChoice: 'auto' }));
    expect(answer).toMatchObject({ outcome: { kind: 'ok', value: null }, answer: { toolCalls: calls } });
  });

  test('text grows under the eyes of whoever watches, also one character at a time', async () => {
    mock.on({}, { content: PLAN }, { chunkSize: 1 });
    const seen: string[] = [];
    const { answer } = await ask(planRequest(), undefined, (text) => void seen.push(text));
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.at(-1)).toBe(answer.text);
    expect(seen.every((text) => answer.text?.startsWith(text))).toBe(true);
  });

  const check = openAiBodyCheck();
  (check === null ? test.skip : test)('every body follows the structure that OpenAI published', async () => {
    mock.on({}, { content: PLAN });
    const image = { sha256: 'a'.repeat(64), bytes: 8, mediaType: 'image/png', title: 'scan' };
    const calls = [{ id: 'call_a', name: 'search_documents', arguments: '{"query":"cost","limit":null}' }];
    await ask(planRequest());
    await ask(planRequest({ maxOutputTokens: null, reasoningEffort: null }));
    await ask(planRequest({ messages: [{ role: 'user', text: fence('comment', { text: 'x' }), images: [image] }] }));
    const conversation: ModelCallRequest['messages'] = [
      ...planRequest().messages,
      { role: 'assistant', text: null, toolCalls: calls },
      { role: 'tool', toolCallId: 'call_a', text: fence('tool-result', { passages: [] }) },
      { role: 'assistant', text: 'So be it.', toolCalls: [] },
    ];
    for (const answer of ['research_notes', 'draft', 'claim_verdicts'] as const)
      await ask(planRequest({ messages: conversation, answer, tools: [SEARCH], toolChoice: 'none' }));
    const bodies = mock.getRequests().map((request) => request.body);
    expect(bodies).toHaveLength(6);
    for (const body of bodies) expect(check?.(body)).toEqual([]);
    expect(check?.({ model: 'gpt-5.4', messages: 'none' })).not.toEqual([]);
  });
});

describe('answers that are not ok', () => {
  test('text that is no JSON is invalid, in words', async () => {
    mock.on({}, { content: 'Certainly! Here is the plan.' });
    expect((await ask(planRequest())).outcome).toMatchObject({
      kind: 'invalid',
      error: expect.stringContaining('not JSON'),
    });
  });

  test('JSON that breaks the schema is invalid and names the field', async () => {
    mock.on({}, { content: { ...PLAN, title: 7 } });
    expect((await ask(planRequest())).outcome).toMatchObject({
      kind: 'invalid',
      error: expect.stringContaining('title'),
    });
  });

  test('a tool call where none is allowed is invalid', async () => {
    mock.on({}, { toolCalls: [{ name: 'search_documents', arguments: '{}' }] });
    expect((await ask(planRequest({ tools: [SEARCH] }))).outcome.kind).toBe('invalid');
  });

  test('an answer at its limit is truncated, whatever it holds', async () => {
    mock.on({}, { content: '{"title": "half a', finishReason: 'length' });
    expect((await ask(planRequest())).outcome).toEqual({ kind: 'truncated' });
  });

  test('a content filter is a refusal', async () => {
    mock.on({}, { content: 'I', finishReason: 'content_filter' });
    expect((await ask(planRequest())).outcome.kind).toBe('refused');
  });
});

describe('no whole answer is a failure', () => {
  test('429 with the wish of its Retry-After, asked once', async () => {
    mock.on({}, { error: { message: 'slow down', code: 'rate_limit_exceeded' }, status: 429, retryAfter: 7 });
    expect(await failureOf(ask(planRequest()))).toMatchObject({ code: 'model-rate-limited', retryAfterMs: 7_000 });
    expect(mock.getRequests()).toHaveLength(1);
  });

  test('a quota that is used up is no rate limit', async () => {
    mock.on({}, { error: { message: 'no credit', code: 'insufficient_quota' }, status: 429 });
    expect(await failureOf(ask(planRequest()))).toMatchObject({ code: 'model-quota-exhausted', retryable: false });
  });

  test('a stream that is cut in the middle', async () => {
    mock.on({}, { content: PLAN }, { chunkSize: 10, truncateAfterChunks: 4, latency: 20 });
    expect(await failureOf(ask(planRequest()))).toMatchObject({ code: 'model-unavailable', retryable: true });
  });

  test('a cancelled slow stream ends with the reason of the cancellation, before the rest has come', async () => {
    mock.on({}, { content: PLAN }, { chunkSize: 60, latency: 200 });
    const abort = new AbortController();
    const reason = new Error('the person no longer wants it');
    const seen: string[] = [];
    const asked = ask(planRequest(), abort.signal, (text) => {
      seen.push(text);
      abort.abort(reason);
    });
    await expect(asked).rejects.toBe(reason);
    expect(seen.at(-1)?.length).toBeLessThan(JSON.stringify(PLAN).length);
  });

  test('a call that is cancelled before it begins asks nobody', async () => {
    await expect(ask(planRequest(), AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(mock.getRequests()).toHaveLength(0);
  });
});
