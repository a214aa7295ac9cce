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
  add(chunk: Chunk): void;
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
  const calls = new Map<number, GrowingCall>();
  return {
    add(chunk) {
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
    whole: () => (finishReason === null ? null : { text, toolCalls: inOrder(calls), refusal, finishReason }),
    about: () => about,
    usage: () => usage,
  };
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
    inputTokens: usage.prompt_tokens ?? 0,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
    outputTokens: usage.completion_tokens ?? 0,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? null,
  };
}
