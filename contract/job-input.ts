import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { jobIdSchema } from './ids.ts';
import { instantSchema } from './instants.ts';
import { gateNameSchema, riskSchema } from './job-kind.ts';
import { LINK_LENGTH, LINKS_LIMIT } from './links.ts';
import { microUsdSchema } from './money.ts';
import { modelTaskSchema } from './routing.ts';

/** The shortest and longest question, in characters after trimming. */
export const QUESTION_LENGTH = { min: 3, max: 20_000 } as const;

/** One attached document: its bytes by reference and the name that the person knows it by (a path relative to what was attached). */
export const attachmentSchema = z.object({
  artifact: artifactRefSchema,
  name: z.string().min(1).max(500),
  /** Of a snapshot of a web page: its address after redirects, and when it was taken. */
  fetched: z.object({ address: z.string().max(LINK_LENGTH), fetchedAt: instantSchema }).optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What was attached but could not be taken in at all, kept so that the report can list it. */
export const leftOutSchema = z.object({ name: z.string().min(1).max(500), reason: z.string().max(500) });
export type LeftOut = z.infer<typeof leftOutSchema>;

/** The content of the artifact that `JobInput.sources` refers to: a list of any length stays out of history. */
export const attachmentListSchema = z.object({
  attachments: z.array(attachmentSchema).max(2_000),
  leftOut: z.array(leftOutSchema).max(2_000),
  /** Addresses of web pages that the ingest step takes snapshots of. */
  links: z.array(z.string().max(LINK_LENGTH)).max(LINKS_LIMIT).optional(),
  /** The document that a `check` job checks; not a source. */
  document: attachmentSchema.optional(),
});
export type AttachmentList = z.infer<typeof attachmentListSchema>;

/** What stops a job from spending, and what happens then. A null limit means no limit. */
export const budgetSchema = z.object({
  limitMicroUsd: microUsdSchema.nullable(),
  policy: z.enum(['pause', 'degrade']),
});

/** Bounds of the engine for one job. Part of the input, so that replay is stable. */
export const engineLimitsSchema = z.object({
  /** Items of a fan-out step that hold a call at the same time. */
  parallelItems: z.int().min(1).max(50).default(4),
  /** Model turns of one item before it must answer with what it has. */
  itemTurns: z.int().min(1).max(2_000).default(12),
  /** Times that verification may send a draft back by itself. */
  verifyRounds: z.int().min(0).max(5).default(2),
  /** Continue as new after this many history events; null leaves it to the server's suggestion. Tests set it low. */
  continueAfterEvents: z.int().min(1).nullable().default(null),
  /** Multiplies every wait of the engine (`DOSSIER_TIME_SCALE`). */
  timeScale: z.number().positive().max(10).default(1),
});
export type EngineLimits = z.infer<typeof engineLimitsSchema>;

const commonInput = {
  jobId: jobIdSchema,
  question: z.string().trim().min(QUESTION_LENGTH.min).max(QUESTION_LENGTH.max),
  /** A `Brief`: what activities are told of the question, so that its length never travels with each call. */
  brief: artifactRefSchema,
  sources: artifactRefSchema,
  sourceCount: z.int().nonnegative(),
  /** How many links the list of `sources` has; absent where it has none. */
  linkCount: z.int().min(1).max(LINKS_LIMIT).optional(),
  gates: z.array(gateNameSchema),
  risk: riskSchema,
  models: z.partialRecord(modelTaskSchema, z.string().min(1).max(200)),
  /** Texts of prompts to use instead of the built-in ones, by task. */
  prompts: z.partialRecord(modelTaskSchema, artifactRefSchema).optional(),
  budget: budgetSchema,
  deadline: instantSchema.nullable(),
  tags: z.array(z.string().min(1).max(60)).max(20),
  owner: z.string().min(1).max(200),
  organisation: z.string().min(1).max(200),
  createdAt: instantSchema,
  limits: engineLimitsSchema,
};

/** Input of a `report` job, as the workflow receives it: refs only. */
export const reportInputSchema = z.object({
  kind: z.literal('report'),
  ...commonInput,
  audience: z.string().max(500),
  length: z.enum(['short', 'standard', 'long']),
  language: z.string().max(40),
  houseBrief: artifactRefSchema.nullable(),
  web: z.object({ mode: z.literal('off') }),
});
export type ReportInput = z.infer<typeof reportInputSchema>;

/** Input of a `check` job; the document that is checked is `AttachmentList.document`, by the ref in `sources`. */
export const checkInputSchema = z.object({
  kind: z.literal('check'),
  ...commonInput,
  language: z.string().max(40),
  houseBrief: artifactRefSchema.nullable(),
});
export type CheckInput = z.infer<typeof checkInputSchema>;

/** Input of any job, discriminated on its kind. */
export const jobInputSchema = z.discriminatedUnion('kind', [reportInputSchema, checkInputSchema]);
export type JobInput = z.infer<typeof jobInputSchema>;
