import { sha256OfText } from '../../../contract/hash.ts';
import type { ChatRequest } from './chat-request.ts';
import { estimateInputTokens, estimateTokens } from './token-estimate.ts';

/** The one model of this server. Every call carries it, so that whatever it wrote can be told by it. */
export const OFFLINE_MODEL_ID = 'offline';

/** What the offline model answers: JSON that follows the asked schema, or calls of tools. */
export type Answer =
  | { kind: 'text'; text: string }
  | { kind: 'tools'; calls: readonly { name: string; arguments: Record<string, unknown> }[] };

interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** An answer with the ids that its request gives it. */
export interface Completion {
  id: string;
  text: string | null;
  toolCalls: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
  finishReason: 'stop' | 'tool_calls';
  usage: Usage;
}

/** Gives an answer its ids and its usage. `body` is the request as received: the same bytes give the same answer to the byte. */
export function completionOf(body: string, request: ChatRequest, answer: Answer): Completion {
  const hash = sha256OfText(body);
  const text = answer.kind === 'text' ? answer.text : null;
  const calls = answer.kind === 'tools' ? answer.calls : [];
  const toolCalls = calls.map((call, index) => ({
    id: `call_${hash.slice(0, 16)}_${index}`,
    type: 'function' as const,
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  const written = toolCalls.map((call) => call.function.name + call.function.arguments).join('') + (text ?? '');
  const prompt = estimateInputTokens(request);
  const output = estimateTokens(written);
  return {
    id: `chatcmpl-${hash.slice(0, 24)}`,
    text,
    toolCalls,
    finishReason: toolCalls.length > 0 ? 'tool_calls' : 'stop',
    usage: { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output },
  };
}

/** A fixed instant: an answer that named the real one would not be the same twice. */
const CREATED = 0;

/** The whole answer in one body. */
export function completionBody(completion: Completion): string {
  const { id, text, toolCalls, finishReason, usage } = completion;
  const message = {
    role: 'assistant',
    content: text,
    refusal: null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason }];
  return JSON.stringify({ id, object: 'chat.completion', created: CREATED, model: OFFLINE_MODEL_ID, choices, usage });
}

const PIECE_LENGTH = 120;

/** Cuts text between code points, so that no piece ends in half of a surrogate pair. */
function pieces(text: string): string[] {
  const points = Array.from(text);
  const cut: string[] = [];
  for (let at = 0; at < points.length; at += PIECE_LENGTH) cut.push(points.slice(at, at + PIECE_LENGTH).join(''));
  return cut;
}

/** The answer as server-sent events, in order, the closing `[DONE]` included. */
export function* completionEvents(completion: Completion, includeUsage: boolean): Generator<string> {
  const { id, text, toolCalls, finishReason, usage } = completion;
  const event = (choices: unknown[], counted: Usage | null = null): string => {
    const chunk = { id, object: 'chat.completion.chunk', created: CREATED, model: OFFLINE_MODEL_ID, choices };
    return `data: ${JSON.stringify(includeUsage ? { ...chunk, usage: counted } : chunk)}\n\n`;
  };
  const delta = (change: Record<string, unknown>, finish: string | null = null): string =>
    event([{ index: 0, delta: change, logprobs: null, finish_reason: finish }]);
  yield delta({ role: 'assistant', content: text === null ? null : '' });
  for (const piece of pieces(text ?? '')) yield delta({ content: piece });
  for (const [index, call] of toolCalls.entries()) {
    const { name, arguments: written } = call.function;
    yield delta({ tool_calls: [{ index, id: call.id, type: 'function', function: { name, arguments: '' } }] });
    for (const piece of pieces(written)) yield delta({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  yield delta({}, finishReason);
  if (includeUsage) yield event([], usage);
  yield 'data: [DONE]\n\n';
}
