import { z } from 'zod';
import { callSummarySchema } from './call-api.ts';
import { messageAnswerSchema } from './messages.ts';
import { decisionSchema, journalEntrySchema } from './state/job-state.ts';

/** Answer of `GET /healthz`. */
export const healthSchema = z.object({ ok: z.literal(true) });

/** Answer of `GET /api/v1/instance`: where things are and whether everything answers. */
export const instanceAnswerSchema = z.object({
  version: z.string(),
  /** The version of Node.js that it runs on. */
  node: z.string().default(''),
  pid: z.int(),
  startedAt: z.string(),
  /** What is kept where, by name (`data`, `artifacts`, `ledger`, `logs`, ...). */
  paths: z.record(z.string(), z.string()),
  /** Bytes free where artifacts are kept; null where that has no meaning. */
  freeBytes: z.int().nonnegative().nullable(),
  temporal: z.object({
    address: z.string(),
    namespace: z.string(),
    reachable: z.boolean(),
    /** Of its server; null where it does not say. */
    version: z.string().nullable().default(null),
    /** Where Temporal's own page is, where the operator has said so. */
    uiUrl: z.string().nullable().default(null),
  }),
  /**
   * Whether a worker asked for work in the last minute or so, and when it last did; null where Temporal does not say. One that hangs counts
   * as connected for up to two minutes.
   */
  worker: z.object({ connected: z.boolean().nullable(), lastAskedAt: z.string().nullable().default(null) }),
  /** `offline` tells that the instance has an offline model of its own; whether a provider answers is the worker's knowledge. */
  models: z.object({ baseUrl: z.string().nullable(), offlineUrl: z.string().nullable() }),
  /** Jobs by status. */
  counts: z.record(z.string(), z.number()),
});
export type InstanceAnswer = z.infer<typeof instanceAnswerSchema>;

/** Answer of `GET /api/v1/instance/sizes`: how much of the disk the parts of an instance take, by the names of `paths`. */
export const sizesAnswerSchema = z.object({
  at: z.string(),
  /** Null where a part is not on this machine's disk, or cannot be read. */
  sizes: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), files: z.int().nonnegative() }).nullable()),
});
export type SizesAnswer = z.infer<typeof sizesAnswerSchema>;

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
