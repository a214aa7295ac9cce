import type OpenAI from 'openai';
import type { ModelAnswer, ReportedUsage } from './port.ts';

type Chunk = OpenAI.Chat.ChatCompletionChunk;
type ToolCallDelta = NonNullable<OpenAI.Chat.ChatCompletionChunk.Choice.Delta['tool_calls']>[number];

interface GrowingCall {
  id: string;
  name: string;
  arguments: string;
}

/** As `ToolCallRef` has it. */
const MOST_ID = 200;

/** A streamed answer put together piece by piece. */
export interface ChatStream {
  /** Throws where the chunk is none. */
  add(chunk: Chunk): void;
  /** Whether any part of an answer came at all. */
  hasBegun(): boolean;
  /** Whether the model said that it had finished; usage may still follow. */
  isFinished(): boolean;
  /** The text so far; before any text, the tool arguments so far. */
  textSoFar(): string;
  /** The answer, or null where the stream ended before the model said that it had finished. */
  whole(): ModelAnswer | null;
  about(): { modelServed: string | null; responseId: string | null; serviceTier: string | null };
  usage(): ReportedUsage | null;
}

/** Folds the chunks of one Chat Completions stream. Tolerates what compatible servers leave out: usage, its details, ids of tool calls, roles. */
export function chatStream(): ChatStream {
  let text: string | null = null;
  let refusal: string | null = null;
  let finishReason: string | null = null;
  let usage: ReportedUsage | null = null;
  const about: ReturnType<ChatStream['about']> = { modelServed: null, responseId: null, serviceTier: null };
  let begun = false;
  const calls = new Map<number, GrowingCall>();
  return {
    add(chunk) {
      requireChunk(chunk);
      begun = true;
      about.modelServed = chunk.model || about.modelServed;
      about.responseId = chunk.id || about.responseId;
      about.serviceTier = chunk.service_tier ?? about.serviceTier;
      if (chunk.usage) usage = reportedUsage(chunk.usage);
      const choice = chunk.choices?.[0];
      if (choice === undefined) return;
      const { delta } = choice;
      if (delta?.content) text = (text ?? '') + delta.content;
      if (delta?.refusal) refusal = (refusal ?? '') + delta.refusal;
      for (const call of delta?.tool_calls ?? []) grow(calls, call);
      finishReason = choice.finish_reason ?? finishReason;
    },
    textSoFar: () => text ?? refusal ?? [...calls.values()].map((call) => call.arguments).join('\n'),
    hasBegun: () => begun,
    isFinished: () => finishReason !== null,
    whole: () => (finishReason === null ? null : { text, toolCalls: inOrder(calls), refusal, finishReason }),
    about: () => about,
    usage: () => usage,
  };
}

/** What parses as JSON may still be anything; put together, it would look like words of the model. */
function requireChunk(chunk: unknown): void {
  const parts = [
    read(chunk, 'choices') ?? [],
    read(read(read(read(chunk, 'choices'), '0'), 'delta'), 'tool_calls') ?? [],
  ];
  const texts = ['content', 'refusal'].map((name) => read(read(read(read(chunk, 'choices'), '0'), 'delta'), name));
  const fits =
    typeof chunk === 'object' &&
    chunk !== null &&
    parts.every((part) => Array.isArray(part)) &&
    texts.every((text) => text == null || typeof text === 'string');
  if (!fits) throw new TypeError('A chunk of the stream does not have the form of one.');
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function grow(calls: Map<number, GrowingCall>, delta: ToolCallDelta): void {
  // Some servers leave the index out and send each call whole.
  const index = delta.index ?? calls.size;
  const call = calls.get(index) ?? { id: '', name: '', arguments: '' };
  calls.set(index, {
    id: call.id || (delta.id ?? ''),
    name: call.name || (delta.function?.name ?? ''),
    arguments: call.arguments + (delta.function?.arguments ?? ''),
  });
}

/** Calls by index; a missing, repeated or overlong id is replaced, since results are matched by it. */
function inOrder(calls: Map<number, GrowingCall>): GrowingCall[] {
  const seen = new Set<string>();
  return [...calls.entries()]
    .sort(([a], [b]) => a - b)
    .map(([index, call]) => {
      const usable = call.id !== '' && call.id.length <= MOST_ID && !seen.has(call.id);
      const id = usable ? call.id : `call_${index}`;
      seen.add(id);
      return { ...call, id };
    });
}

function reportedUsage(usage: OpenAI.CompletionUsage): ReportedUsage {
  return {
    inputTokens: counted(usage.prompt_tokens) ?? 0,
    cachedTokens: counted(usage.prompt_tokens_details?.cached_tokens),
    outputTokens: counted(usage.completion_tokens) ?? 0,
    reasoningTokens: counted(usage.completion_tokens_details?.reasoning_tokens),
  };
}

/** A count that a server reported; null where it reported none, or something that counts nothing. */
function counted(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}
