import { z } from 'zod';
import { type ArtifactRef, artifactRefSchema } from '../../contract/artifact.ts';
import type { ModelAnswerName } from '../../contract/model-answers.ts';

/** A tool call as a model wrote it; the arguments are JSON text that nobody has checked yet. */
export const requestedToolCallSchema = z.object({ id: z.string(), name: z.string(), arguments: z.string() });
export type RequestedToolCall = z.infer<typeof requestedToolCallSchema>;

/** What a model answered, as it is kept: content of the answer artifact of every call. */
export const modelAnswerSchema = z.object({
  text: z.string().nullable(),
  toolCalls: z.array(requestedToolCallSchema),
  /** The model's own words of refusal; null where it did not refuse in words. */
  refusal: z.string().nullable(),
  finishReason: z.string(),
});
export type ModelAnswer = z.infer<typeof modelAnswerSchema>;

/** One message of a conversation with a model. Text of a user message is made of data fences only (`contract/prompt-data.ts`). */
export const modelMessageSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), text: z.string() }),
  z.object({ role: z.literal('user'), text: z.string(), images: z.array(artifactRefSchema) }),
  z.object({ role: z.literal('assistant'), text: z.string().nullable(), toolCalls: z.array(requestedToolCallSchema) }),
  z.object({ role: z.literal('tool'), toolCallId: z.string(), text: z.string() }),
]);
export type ModelMessage = z.infer<typeof modelMessageSchema>;

/** A tool as it is offered to a model; `parameters` is the zod schema of its arguments. */
export interface OfferedTool {
  name: string;
  description: string;
  parameters: z.ZodType;
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** One request to a model, in the words of no provider. */
export interface ModelCallRequest {
  model: string;
  messages: ModelMessage[];
  tools: readonly OfferedTool[];
  /** `none` forbids tool calls without taking the tools out of the request, so that a provider's prompt cache still hits. */
  toolChoice: 'auto' | 'none';
  /** Name of the schema in `MODEL_ANSWERS` that the final answer follows. */
  answer: ModelAnswerName;
  /** Null leaves the limit to the server. */
  maxOutputTokens: number | null;
  /** Null leaves the effort to the server. */
  reasoningEffort: ReasoningEffort | null;
}

/** Tokens as the server reported them; null where it left the detail out, which is not 0. */
export interface ReportedUsage {
  inputTokens: number;
  cachedTokens: number | null;
  outputTokens: number;
  reasoningTokens: number | null;
}

/** What became of an answer. `ok` holds the value that follows the schema, or null where tools are called instead. */
export type AnswerOutcome =
  | { kind: 'ok'; value: unknown }
  | { kind: 'refused'; words: string }
  | { kind: 'invalid'; error: string }
  | { kind: 'truncated' };

/** A whole answer with what the provider said about it. */
export interface ModelCallAnswer {
  answer: ModelAnswer;
  outcome: AnswerOutcome;
  /** The model that served, in the provider's words. */
  modelServed: string;
  responseId: string | null;
  /** The tier that served, which may set the price; null where the server does not say. */
  serviceTier: string | null;
  /** Null where the server reported no usage at all. */
  usage: ReportedUsage | null;
}

/** How a running call is watched and stopped. */
export interface CallControl {
  /** Aborting it ends the request at once; `ask` then rejects with the signal's reason. */
  signal: AbortSignal;
  /** Told at each piece of text: the answer's text so far, or, before any text, of the tool arguments. May be called very often. */
  onText(textSoFar: string): void;
}

/**
 * The one way to a model. `ask` resolves with a tagged outcome for everything that a model can answer,
 * and rejects where there is no whole answer: `classify-failure.ts` turns whatever it rejects with into a failure.
 * It never retries.
 */
export interface ModelPort {
  ask(request: ModelCallRequest, control: CallControl): Promise<ModelCallAnswer>;
}

/** Reads the bytes of an image that a message names. */
export type ReadImage = (image: ArtifactRef) => Promise<Uint8Array>;
