import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createParser } from 'eventsource-parser';
import OpenAI from 'openai';
import { DossierError } from '../../../contract/failures.ts';
import { childMessageSchema } from '../../../workers/child-messages.ts';
import { type RunningOfflineModel, startOfflineModel } from '../../../workers/offline-model/server.ts';
import { readOfflineModelSettings } from '../../../workers/offline-model/settings.ts';
import { chatRequest, dataMessage, TOOLS } from './support/offline-job.ts';

const PLAN = chatRequest('plan', [
  dataMessage({
    question: { question: 'Is Øl 🍺 sold here?', audience: '', length: 'short', language: 'en' },
    sources: [],
  }),
]);
const RESEARCH = chatRequest(
  'research_notes',
  [dataMessage({ 'sub-question': { id: 'q1', question: 'How many shifts did each person work?', why: '' } })],
  TOOLS,
);

let model: RunningOfflineModel;
beforeAll(async () => {
  model = await startOfflineModel({ port: 0, delayMs: 0 });
});
afterAll(async () => model.close());

async function post(body: unknown): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${model.url}/chat/completions`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

interface Chunk {
  choices: {
    delta: { content?: string | null; tool_calls?: { function: { name?: string; arguments: string } }[] };
    finish_reason: string | null;
  }[];
  usage?: { total_tokens: number } | null;
}

function eventsOf(text: string): string[] {
  const events: string[] = [];
  createParser({ onEvent: (event) => events.push(event.data) }).feed(text);
  return events;
}

describe('the OpenAI protocol', () => {
  test('lists its one model', async () => {
    const answer = await fetch(`${model.url}/models`);
    expect(await answer.json()).toMatchObject({ object: 'list', data: [{ id: 'offline', object: 'model' }] });
  });

  test('the same request gives the same bytes, another one another id', async () => {
    const [first, second] = [await post(PLAN), await post(PLAN)];
    expect(second).toEqual(first);
    const other = await post({ ...PLAN, stream: false });
    expect(JSON.parse(other.text).id).not.toBe(JSON.parse(first.text).id);
    expect(JSON.parse(other.text).choices).toEqual(JSON.parse(first.text).choices);
  });

  test('a stream says the same as a whole answer, with usage and an end', async () => {
    const whole = JSON.parse((await post(PLAN)).text);
    const events = eventsOf((await post({ ...PLAN, stream: true, stream_options: { include_usage: true } })).text);
    expect(events.at(-1)).toBe('[DONE]');
    const chunks: Chunk[] = events.slice(0, -1).map((data) => JSON.parse(data));
    const content = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(content).toBe(whole.choices[0].message.content);
    expect(content).toContain('Øl 🍺');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('the client that the worker uses reads tool calls from its stream', async () => {
    const client = new OpenAI({ baseURL: model.url, apiKey: 'none', maxRetries: 0 });
    const stream = client.chat.completions.stream({
      model: 'offline',
      messages: RESEARCH.messages as OpenAI.Chat.ChatCompletionMessageParam[],
      tools: TOOLS.map((name) => ({ type: 'function', function: { name, parameters: {} } })),
      response_format: { type: 'json_schema', json_schema: { name: 'research_notes', schema: {} } },
      stream_options: { include_usage: true },
    });
    const answer = await stream.finalChatCompletion();
    expect(answer.choices[0]?.finish_reason).toBe('tool_calls');
    const calls = answer.choices[0]?.message.tool_calls ?? [];
    expect(calls.map((call) => call.type === 'function' && call.function.name)).toEqual([
      'list_tables',
      'search_documents',
      'search_documents',
    ]);
    expect(new Set(calls.map((call) => call.id)).size).toBe(3);
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
  });

  test.each<[number, string | null, unknown]>([
    [400, 'invalid_json', '{'],
    [400, 'invalid_request', { model: 'offline', messages: 'none' }],
    [404, 'model_not_found', { ...PLAN, model: 'gpt-5.5' }],
    [422, 'unknown_schema', chatRequest('summary', [])],
  ])('answers %i %s in the form of its errors', async (status, code, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });

  test('answers another path with 404', async () => {
    expect((await fetch(`${model.url}/embeddings`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the process', () => {
  test('settings are read from variables, and a wrong one is named', () => {
    expect(readOfflineModelSettings({ DOSSIER_OFFLINE_DELAY_MS: '200', HOME: '/home' })).toEqual({
      DOSSIER_OFFLINE_MODEL_PORT: 0,
      DOSSIER_OFFLINE_DELAY_MS: 200,
    });
    const read = () => readOfflineModelSettings({ DOSSIER_OFFLINE_DELAY_MS: 'soon' });
    expect(read).toThrow(DossierError);
    expect(read).toThrow(/DOSSIER_OFFLINE_DELAY_MS/);
  });

  test('tells its parent where it serves, and ends with the channel', async () => {
    const env = { PATH: process.env.PATH, DOSSIER_ENV_FILE: '/dev/null' };
    const child = fork('workers/offline-model/main.ts', { env, execArgv: ['--disable-warning=ExperimentalWarning'] });
    const [sent] = await once(child, 'message');
    const message = childMessageSchema.parse(sent);
    const url = 'ready' in message ? message.ready.url : undefined;
    expect((await fetch(`${url}/models`)).status).toBe(200);
    const exit = once(child, 'exit');
    child.disconnect();
    expect(await exit).toEqual([0, null]);
  });
});
