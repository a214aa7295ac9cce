import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { rewindBodySchema } from './branch-api.ts';
import { failureCodeSchema } from './failures.ts';
import { jobIdSchema } from './ids.ts';
import { attachmentSchema, budgetSchema, engineLimitsSchema, leftOutSchema } from './job-input.ts';
import { gateNameSchema, jobKindSchema, riskSchema } from './job-kind.ts';
import { LINKS_LIMIT } from './links.ts';
import { liveTextSchema } from './live-text.ts';
import { decisionKindSchema } from './messages.ts';
import { ANSWER_CHARS, QUESTION_CHARS } from './questions.ts';
import { wishedActionSchema } from './recovery/wishes.ts';
import { modelTaskSchema } from './routing.ts';
import { jobStatusSchema } from './state/job-state.ts';
import { jobViewSchema } from './view.ts';

/** Body of `POST /api/v1/jobs`. What is left out gets its default. A question is checked by the API, so that the error can name its length. */
export const startRequestSchema = z.object({
  id: jobIdSchema.optional(),
  kind: jobKindSchema.default('report'),
  /** What a report answers; a check asks by itself whether its document holds. */
  question: z.string().default(''),
  /** What a `check` checks, as an upload gave it; no other kind takes one. */
  document: attachmentSchema.omit({ fetched: true }).optional(),
  audience: z.string().max(500).default(''),
  length: z.enum(['short', 'standard', 'long']).default('standard'),
  language: z.string().max(40).default('English'),
  houseBrief: artifactRefSchema.nullable().default(null),
  /** Uploaded files; where a page came from is only known of what the job itself fetched. */
  attachments: z
    .array(attachmentSchema.omit({ fetched: true }))
    .max(2_000)
    .default([]),
  leftOut: z.array(leftOutSchema).max(2_000).default([]),
  /** Addresses of web pages that become sources; which addresses will do is checked by the API, so that the error can name one. */
  links: z.array(z.string()).max(LINKS_LIMIT).default([]),
  risk: riskSchema.default('medium'),
  /** Overrides the default gates of the risk. */
  gates: z.array(gateNameSchema).optional(),
  /** One model for all tasks, or one per task. */
  model: z.string().max(200).optional(),
  models: z.partialRecord(modelTaskSchema, z.string().min(1).max(200)).default({}),
  budget: budgetSchema.default({ limitMicroUsd: null, policy: 'pause' }),
  tags: z.array(z.string().min(1).max(60)).max(20).default([]),
  limits: engineLimitsSchema.partial().optional(),
});
export type StartRequest = z.input<typeof startRequestSchema>;

/** Answer of a start; `created` is false where the same start was made before. */
export const startAnswerSchema = z.object({
  job: z.object({ id: jobIdSchema, status: jobStatusSchema }),
  created: z.boolean(),
});

/** Answer of `POST /api/v1/uploads` (raw body, `X-File-Name` percent-encoded). */
export const uploadAnswerSchema = z.object({ attachment: attachmentSchema, existed: z.boolean() });

/**
 * What the API adds to a view or a row and never stores: `stuck` (its code fails again and again), `unreachable` (nobody answers for it),
 * `closed` (its workflow was ended outside Dossier while its record is open).
 */
export const overlaySchema = z.object({ kind: z.enum(['stuck', 'unreachable', 'closed']), words: z.string() });
export type Overlay = z.infer<typeof overlaySchema>;

/** Answer of `GET /api/v1/jobs/{id}`, and the data of each event of its stream. */
export const viewAnswerSchema = z.object({
  view: jobViewSchema,
  from: z.enum(['workflow', 'record']),
  asOf: z.string(),
  overlay: overlaySchema.nullable(),
  /** What goes on right now, by place key: the tail of what models write, how far reading is, which pages are fetched. */
  live: z.array(liveTextSchema),
});
export type ViewAnswer = z.infer<typeof viewAnswerSchema>;

/** Bodies of `POST /api/v1/jobs/{id}/messages/{name}`: a message without what the API stamps. */
export const messageBodies = {
  decide: z.object({
    gate: z.string().max(200),
    artifact: z.string().regex(/^[0-9a-f]{8,64}$/, 'must be the hash that was shown, at least 8 digits'),
    round: z.int().positive(),
    decision: decisionKindSchema,
    edited: artifactRefSchema.nullable().default(null),
    /** For `edit`: the edited draft as Markdown, in place of `edited`; the API parses it against the draft that was shown. */
    editedMarkdown: z.string().max(10_000_000).nullable().default(null),
    comment: z.string().max(20_000).default(''),
  }),
  ask: z.object({ gate: z.string().max(200), text: z.string().trim().min(1).max(QUESTION_CHARS) }),
  answer: z.object({
    gate: z.string().max(200),
    /** Id of the question. */
    question: z.string().min(1).max(200),
    text: z.string().trim().min(1).max(ANSWER_CHARS),
  }),
  recover: z.object({
    step: z.string(),
    item: z.string().nullable().default(null),
    attempt: z.int().positive(),
    action: wishedActionSchema,
  }),
  rewind: rewindBodySchema,
  cancel: z.object({ reason: z.string().max(20_000).default('') }),
  setBudget: z.object({
    limitMicroUsd: z.int().nonnegative().nullable(),
    reason: z.string().max(20_000).default(''),
  }),
  pause: z.object({
    running: z.enum(['finish', 'cancel']).default('finish'),
    reason: z.string().max(20_000).default(''),
  }),
  resume: z.object({ reason: z.string().max(20_000).default('') }),
} as const;

/** Body of `POST /api/v1/jobs/{id}/reset`: the event to go back to, and what a preview showed where it is to be done. */
export const resetBodySchema = z.object({
  event: z.int().positive().optional(),
  confirm: z.object({ runId: z.string().min(1).max(200), eventId: z.int().positive() }).optional(),
});
export type ResetBody = z.infer<typeof resetBodySchema>;

/** RFC 9457 problem with our code, the offending field and the remedy. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: failureCodeSchema,
  remedy: z.string(),
  field: z.string().nullable(),
  instance: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Formats of `GET /api/v1/jobs/{id}/export/{format}`. */
export const exportFormatSchema = z.enum(['md', 'html', 'json']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;
