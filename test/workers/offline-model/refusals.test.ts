import { describe, expect, test } from '@jest/globals';
import { type FenceName, fence } from '../../../contract/prompt-data.ts';
import { answerChat } from '../../../workers/offline-model/answer-chat.ts';
import type { ChatMessage, ChatRequest } from '../../../workers/offline-model/protocol/chat-request.ts';
import { RefusedRequest } from '../../../workers/offline-model/protocol/refused-request.ts';
import { chatRequest, dataMessage, TOOLS } from './support/offline-job.ts';

const QUESTION = { question: 'What is the limit?', audience: '', length: 'short', language: 'en' };
const SUB_QUESTION = { id: 'q1', question: 'What is the limit?', why: '' };
const PLAN = { question: QUESTION, sources: [] };

function refusalOf(request: ChatRequest): { status: number; code: string; param: string | null } {
  try {
    answerChat(request);
  } catch (error) {
    if (error instanceof RefusedRequest) return { status: error.status, code: error.code, param: error.param };
    throw error;
  }
  throw new Error('The request was not refused.');
}

const withText = (content: string): ChatMessage => ({ role: 'user', content });

describe('what the offline model does not know it refuses by name', () => {
  test('a response schema', () => {
    const request = chatRequest('summary', [dataMessage(PLAN)]);
    expect(refusalOf(request)).toEqual({ status: 422, code: 'unknown_schema', param: 'summary' });
  });

  test('no response schema', () => {
    const { response_format: _, ...request } = chatRequest('plan', [dataMessage(PLAN)]);
    expect(refusalOf(request)).toEqual({ status: 422, code: 'unknown_schema', param: 'response_format' });
  });

  test('a tool', () => {
    const request = chatRequest(
      'research_notes',
      [dataMessage({ 'sub-question': SUB_QUESTION })],
      [...TOOLS, 'run_code'],
    );
    expect(refusalOf(request)).toEqual({ status: 422, code: 'unknown_tool', param: 'run_code' });
  });

  test('a fence of another name, in any message', () => {
    const renamed = fence('question', QUESTION).replace('data question', 'data query');
    const request = chatRequest('plan', [withText(`${renamed}\n${fence('sources', [])}`)]);
    expect(refusalOf(request)).toEqual({ status: 422, code: 'unknown_fence', param: 'query' });
  });

  test.each<FenceName>(['question', 'sources'])('a plan without the fence %s', (name) => {
    const { [name as keyof typeof PLAN]: _, ...rest } = PLAN;
    expect(refusalOf(chatRequest('plan', [dataMessage(rest)]))).toEqual({
      status: 422,
      code: 'missing_fence',
      param: name,
    });
  });

  test('a fence that is written in another way', () => {
    const request = chatRequest('plan', [withText(fence('question', QUESTION).replace('(untrusted)', '(trusted)'))]);
    expect(refusalOf(request).code).toBe('malformed_fence');
  });

  test('a fence that is not closed', () => {
    const request = chatRequest('plan', [withText(fence('question', QUESTION).replace('<<<end data>>>', ''))]);
    expect(refusalOf(request)).toMatchObject({ status: 422, param: 'question' });
  });

  test('a fence with another content', () => {
    const request = chatRequest('plan', [dataMessage({ ...PLAN, sources: [{ id: 1 }] })]);
    expect(refusalOf(request)).toEqual({ status: 422, code: 'malformed_fence', param: 'sources' });
  });

  test('a tool result outside its fence, or of another shape', () => {
    const called: ChatMessage = {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'list_tables', arguments: '{}' } }],
    };
    const question = dataMessage({ 'sub-question': SUB_QUESTION });
    const result = (content: string): ChatRequest =>
      chatRequest('research_notes', [question, called, { role: 'tool', tool_call_id: 'c1', content }], TOOLS);
    expect(refusalOf(result('{"tables":[]}'))).toMatchObject({ status: 422, code: 'missing_fence' });
    expect(refusalOf(result(fence('tool-result', { rows: [] })))).toMatchObject({
      status: 422,
      code: 'malformed_fence',
    });
  });
});

describe('only fenced data counts', () => {
  test('other prose of the prompt gives the same answer', () => {
    const plain = chatRequest('plan', [dataMessage(PLAN)]);
    const filler: ChatMessage[] = [{ role: 'system', content: 'Lorem ipsum. Should we dance? 42' }, dataMessage(PLAN)];
    expect(answerChat({ ...plain, messages: filler })).toEqual(answerChat(plain));
  });

  test('without turns left, or with tools forbidden, it answers with what it has', () => {
    const notes = (turnsLeft: number, choice: 'auto' | 'none') =>
      answerChat({
        ...chatRequest('research_notes', [dataMessage({ 'sub-question': SUB_QUESTION, limits: { turnsLeft } })], TOOLS),
        tool_choice: choice,
      });
    expect(notes(3, 'auto').kind).toBe('tools');
    expect(notes(0, 'auto').kind).toBe('text');
    expect(notes(3, 'none')).toEqual(notes(0, 'auto'));
  });

  test('a failing tool ends in notes, not in a loop', () => {
    const failed = fence('tool-result', { error: { code: 'tool-failed', message: 'The index is gone.' } });
    const first = answerChat(chatRequest('research_notes', [dataMessage({ 'sub-question': SUB_QUESTION })], TOOLS));
    const calls = first.kind === 'tools' ? first.calls : [];
    const messages: ChatMessage[] = [
      dataMessage({ 'sub-question': SUB_QUESTION }),
      {
        role: 'assistant',
        content: null,
        tool_calls: calls.map(({ name }, index) => ({
          id: `c${index}`,
          type: 'function' as const,
          function: { name, arguments: '{}' },
        })),
      },
      ...calls.map((_, index) => ({ role: 'tool' as const, tool_call_id: `c${index}`, content: failed })),
    ];
    const second = answerChat(chatRequest('research_notes', messages, TOOLS));
    expect(second.kind === 'text' && JSON.parse(second.text)).toMatchObject({ status: 'not-answered', statements: [] });
  });
});
