import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { sha256OfJson } from './hash.ts';
import { jobIdSchema, sha256Schema } from './ids.ts';
import { stepNameSchema } from './job-kind.ts';
import { microUsdSchema } from './money.ts';

/** Who a call is, whatever it asks: the unique key of a row in `calls`. */
export const callIdentitySchema = z.object({
  jobId: jobIdSchema,
  generation: z.int().nonnegative(),
  round: z.int().positive(),
  step: stepNameSchema,
  /** Item of a fan-out step, or a batch of a divided call; empty for the step itself. */
  item: z.string().max(60),
  turn: z.int().nonnegative(),
  attempt: z.int().positive(),
  sample: z.int().nonnegative(),
});
export type CallIdentity = z.infer<typeof callIdentitySchema>;

/** What became of a call that was answered. */
export const callOutcomeSchema = z.enum(['ok', 'refused', 'invalid', 'truncated']);
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

/** Tokens as the provider counted them; 0 cached where a server does not say. */
export const usageSchema = z.object({
  inputTokens: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  reasoningTokens: z.int().nonnegative(),
});
export type Usage = z.infer<typeof usageSchema>;

/** What an answered call cost: the part that the workflow sums up; the rest stands in the ledger. A null cost is unpriced. */
export const callReceiptSchema = z.object({
  model: z.string(),
  inputTokens: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  costMicroUsd: microUsdSchema.nullable(),
  reused: z.boolean(),
});
export type CallReceipt = z.infer<typeof callReceiptSchema>;

/** A row of the ledger's table `calls`, from reserved to answered. */
export const callRowSchema = z.object({
  identity: callIdentitySchema,
  organisation: z.string(),
  owner: z.string(),
  requestHash: sha256Schema,
  state: z.enum(['reserved', 'answered']),
  /** The process and activity attempt that reserved it. */
  holder: z.string(),
  task: z.string(),
  outcome: callOutcomeSchema.nullable(),
  /** How the answer ended in the provider's word; null where there is none, and in rows older than this. */
  finish: z.string().nullable().default(null),
  modelAsked: z.string(),
  modelServed: z.string().nullable(),
  promptId: z.string(),
  promptHash: z.string(),
  request: artifactRefSchema.nullable(),
  answer: artifactRefSchema.nullable(),
  usage: usageSchema.nullable(),
  costMicroUsd: microUsdSchema.nullable(),
  /** Cost of late answers that were discarded. */
  wasteMicroUsd: microUsdSchema,
  latencyMs: z.int().nonnegative().nullable(),
  /** Key (`callKey`) of the call whose answer was taken over. */
  reusedFrom: z.string().nullable(),
  reservedAt: z.string(),
  answeredAt: z.string().nullable(),
});
export type CallRow = z.infer<typeof callRowSchema>;

/** A call's identity as one string: primary key of its row. */
export function callKey(identity: CallIdentity): string {
  const { jobId, generation, round, step, item, turn, attempt, sample } = identity;
  return [jobId, generation, round, step, item, turn, attempt, sample].join('|');
}

/** Hash of everything that decides an answer: model, messages, tools, schema and parameters, but not who asks. */
export function requestHash(request: unknown): string {
  return sha256OfJson(request);
}
