import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { callOutcomeSchema, callRowSchema } from './calls.ts';
import { stepNameSchema } from './job-kind.ts';

/** One paid call, without its content. */
export const callSummarySchema = z.object({
  /** Names it in `GET /api/v1/jobs/{id}/calls/{key}`. */
  key: z.string(),
  step: z.string(),
  item: z.string(),
  generation: z.int(),
  round: z.int(),
  turn: z.int(),
  attempt: z.int(),
  sample: z.int(),
  task: z.string(),
  state: callRowSchema.shape.state,
  outcome: callOutcomeSchema.nullable(),
  /** In the provider's word, `stop`, `length`; null where it was not kept. */
  finish: z.string().nullable(),
  modelAsked: z.string(),
  modelServed: z.string().nullable(),
  promptId: z.string(),
  inputTokens: z.int(),
  cachedTokens: z.int(),
  outputTokens: z.int(),
  /** Part of the output tokens. */
  reasoningTokens: z.int(),
  costMicroUsd: z.int().nullable(),
  /** Cost of late answers that were discarded. */
  wasteMicroUsd: z.int(),
  latencyMs: z.int().nullable(),
  reusedFrom: z.string().nullable(),
  reservedAt: z.string(),
  answeredAt: z.string().nullable(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

/** What `outcome` of a list of calls may name; `reserved` ones have no answer yet. */
export const listedOutcomeSchema = z.enum([...callOutcomeSchema.options, 'reserved']);
export type ListedOutcome = z.infer<typeof listedOutcomeSchema>;

/** Query of `GET /api/v1/jobs/{id}/calls`. */
export const callQuerySchema = z.object({
  step: stepNameSchema.optional(),
  /** Empty for the calls of the step itself. */
  item: z.string().max(60).optional(),
  outcome: listedOutcomeSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().min(1).max(2_000).optional(),
});
export type CallQuery = z.input<typeof callQuerySchema>;

/** Answer of `GET /api/v1/jobs/{id}/calls`: the oldest first. */
export const callListSchema = z.object({
  calls: z.array(callSummarySchema),
  next: z.string().nullable(),
  /** Calls under the same filters on all pages. */
  total: z.int(),
});
export type CallList = z.infer<typeof callListSchema>;

/** An artifact that is not there or cannot be read any more, and why. */
const missingSchema = z.object({ sha256: z.string(), missing: z.string() });

const askedToolCallSchema = z.object({ id: z.string(), name: z.string(), arguments: z.string() });

/** One message as it was sent, whatever the role: what a role has not stays empty. */
export const sentMessageSchema = z.object({
  sha256: z.string(),
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  text: z.string().nullable(),
  images: z.array(artifactRefSchema).default([]),
  toolCalls: z.array(askedToolCallSchema).default([]),
  toolCallId: z.string().nullable().default(null),
});

/** A request as it was kept, its messages written out. There is no key in it: none is ever part of a request that is kept. */
export const keptRequestSchema = z.object({
  model: z.string(),
  messages: z.array(z.union([sentMessageSchema, missingSchema])),
  tools: z.array(z.object({ name: z.string(), description: z.string(), parameters: z.unknown() })),
  toolChoice: z.string(),
  /** The schema that the final answer follows. */
  schema: z.object({ name: z.string(), schema: z.unknown() }),
  parameters: z.object({ maxOutputTokens: z.int().nullable(), reasoningEffort: z.string().nullable() }),
});
export type KeptRequestAnswer = z.infer<typeof keptRequestSchema>;

/** An answer as it was kept. */
export const keptAnswerSchema = z.object({
  text: z.string().nullable(),
  toolCalls: z.array(askedToolCallSchema),
  refusal: z.string().nullable(),
  finishReason: z.string(),
});

/** Answer of `GET /api/v1/jobs/{id}/calls/{key}`. What is lost says so in place of the content. */
export const callAnswerSchema = z.object({
  call: callSummarySchema,
  request: z.union([keptRequestSchema, missingSchema]),
  /** Null while there is none. */
  answer: z.union([keptAnswerSchema, missingSchema]).nullable(),
});
export type CallContent = z.infer<typeof callAnswerSchema>;
