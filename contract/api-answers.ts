import { z } from 'zod';
import { callOutcomeSchema, callRowSchema } from './calls.ts';
import { messageAnswerSchema } from './messages.ts';
import { decisionSchema, jobStatusSchema, journalEntrySchema } from './state/job-state.ts';

/** Answer of `GET /healthz`. */
export const healthSchema = z.object({ ok: z.literal(true) });

/** Answer of `GET /api/v1/instance`: where things are and whether everything answers. */
export const instanceAnswerSchema = z.object({
  version: z.string(),
  pid: z.int(),
  startedAt: z.string(),
  /** What is kept where, by name (`data`, `artifacts`, `ledger`, `logs`, ...). */
  paths: z.record(z.string(), z.string()),
  /** Bytes free where artifacts are kept; null where that has no meaning. */
  freeBytes: z.int().nonnegative().nullable(),
  temporal: z.object({ address: z.string(), namespace: z.string(), reachable: z.boolean() }),
  /** Whether a worker polls for workflow tasks; null where Temporal does not say. */
  worker: z.object({ connected: z.boolean().nullable() }),
  /** `offline` tells that the instance has an offline model of its own; whether a provider answers is the worker's knowledge. */
  models: z.object({ baseUrl: z.string().nullable(), offlineUrl: z.string().nullable() }),
  /** Jobs by status. */
  counts: z.record(z.string(), z.number()),
});
export type InstanceAnswer = z.infer<typeof instanceAnswerSchema>;

/** Answer of `GET /readyz`: what this process needs, and whether it answers. */
export const readinessSchema = z.object({ ledger: z.boolean(), artifacts: z.boolean(), temporal: z.boolean() });

/** Answer of the posts that ask the instance itself for something. */
export const agreedSchema = z.object({ agreed: z.literal(true) });

/** Answer of a message: what the job said to it, or that it was left for the job as a signal while no worker answered. */
export const messageReceiptSchema = z.discriminatedUnion('delivered', [
  z.object({ delivered: z.literal('update'), messageId: z.string(), answer: messageAnswerSchema }),
  z.object({ delivered: z.literal('signal'), messageId: z.string() }),
]);
export type MessageReceipt = z.infer<typeof messageReceiptSchema>;

/** One paid call, without its content. */
export const callSummarySchema = z.object({
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
  modelAsked: z.string(),
  modelServed: z.string().nullable(),
  inputTokens: z.int(),
  cachedTokens: z.int(),
  outputTokens: z.int(),
  costMicroUsd: z.int().nullable(),
  latencyMs: z.int().nullable(),
  reusedFrom: z.string().nullable(),
  reservedAt: z.string(),
  answeredAt: z.string().nullable(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

/** One run of a job; `kept`: its events are stored and outlive Temporal's retention. */
export const runSummarySchema = z.object({
  runId: z.string(),
  /** In Temporal's word; `LOST` where neither Temporal nor the store has it. */
  status: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  events: z.int(),
  bytes: z.int(),
  kept: z.boolean(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** Answer of `POST /api/v1/jobs/{id}/reset`: where the run is taken back to, and the run that goes on where that was done. */
export const resetAnswerSchema = z.object({
  runId: z.string(),
  eventId: z.int(),
  at: z.string(),
  dropped: z.int(),
  repeated: z.array(z.string()),
  lostMessages: z.int(),
  newRunId: z.string().nullable(),
});
export type ResetAnswer = z.infer<typeof resetAnswerSchema>;

/** Answer of `GET /api/v1/jobs/{id}/history`: what happened, in words, what was paid and what was decided. */
export const historyAnswerSchema = z.object({
  entries: z.array(journalEntrySchema),
  calls: z.array(callSummarySchema),
  decisions: z.array(decisionSchema),
  /** All runs in Temporal, the first one first. */
  runs: z.array(runSummarySchema),
});
export type HistoryAnswer = z.infer<typeof historyAnswerSchema>;

/** One event of `GET /api/v1/events`: a job's record has changed. */
export const changeEventSchema = z.object({ sequence: z.int(), jobId: z.string(), revision: z.int(), at: z.string() });
export type ChangeEvent = z.infer<typeof changeEventSchema>;

/** Query of `GET /api/v1/jobs`. `cursor` is the `next` of the page before. */
export const jobQuerySchema = z.object({
  status: z.enum([...jobStatusSchema.options, 'open', 'closed']).optional(),
  query: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(500).optional(),
});
export type JobQuery = z.input<typeof jobQuerySchema>;
