import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { draftComparisonSchema } from './draft/compare-drafts.ts';
import { jobIdSchema } from './ids.ts';
import { instantSchema } from './instants.ts';
import { wishedChangesSchema } from './recovery/wishes.ts';
import { jobStatusSchema } from './state/job-state.ts';
import { branchSchema } from './state/lineage.ts';

const target = {
  step: z.string().max(40),
  item: z.string().max(60).nullable().default(null),
  changes: wishedChangesSchema.default({}),
  /** Whether models are asked anew where their answers stand in the ledger. */
  fresh: z.boolean().default(false),
};

/** Body of `POST /api/v1/jobs/{id}/branch/preview`. */
export const previewBodySchema = z.object({ as: z.enum(['rewind', 'fork']).default('rewind'), ...target });
export type PreviewBody = z.input<typeof previewBodySchema>;

/** Body of `POST /api/v1/jobs/{id}/messages/rewind`; `revision` is that of the preview. */
export const rewindBodySchema = z.object({ ...target, revision: z.int().nonnegative() });
export type RewindBody = z.input<typeof rewindBodySchema>;

/** Body of `POST /api/v1/jobs/{id}/fork`; with the preview's `revision` it is refused where the job has moved. */
export const forkBodySchema = z.object({
  ...target,
  id: jobIdSchema.optional(),
  revision: z.int().nonnegative().optional(),
});
export type ForkBody = z.input<typeof forkBodySchema>;

const relativeSchema = z.object({
  id: z.string(),
  /** Null where the job was deleted. */
  question: z.string().nullable(),
  status: jobStatusSchema.nullable(),
});

/** One generation of a job: what it began with and what it gave. */
export const generationSchema = z.object({
  generation: z.int().nonnegative(),
  /** How it began; null for the first. */
  branch: branchSchema.nullable(),
  /** What its own steps cost. */
  costMicroUsd: z.int().nonnegative(),
  /** The draft and report that stood at its end. */
  draft: artifactRefSchema.nullable(),
  report: artifactRefSchema.nullable(),
});
export type Generation = z.infer<typeof generationSchema>;

/** Answer of `GET /api/v1/jobs/{id}/lineage`: where a job comes from and what came of it. */
export const lineageAnswerSchema = z.object({
  id: z.string(),
  forkedFrom: z.string().nullable(),
  /** Nearest first. */
  ancestors: z.array(relativeSchema),
  /** The oldest first. */
  forks: z.array(relativeSchema.extend({ createdAt: instantSchema, branch: branchSchema.nullable() })),
  generations: z.array(generationSchema),
});
export type LineageAnswer = z.infer<typeof lineageAnswerSchema>;

const sideSchema = z.object({
  job: z.string(),
  generation: z.int().nonnegative(),
  question: z.string(),
  status: jobStatusSchema,
  title: z.string(),
  draft: artifactRefSchema,
  /** What the job paid up to this generation. */
  costMicroUsd: z.int().nonnegative(),
  /** Claims by verdict. */
  verdicts: z.record(z.string(), z.int().nonnegative()),
});

/** Answer of `GET /api/v1/jobs/{id}/compare`: what of this job's report is not in the other one, and the other way round. */
export const compareAnswerSchema = z.object({
  before: sideSchema,
  after: sideSchema,
  ...draftComparisonSchema.shape,
});
export type CompareAnswer = z.infer<typeof compareAnswerSchema>;

/** Query of `GET /api/v1/jobs/{id}/compare`. */
export const compareQuerySchema = z.object({
  /** Another job, or the number of a generation of this one; unset, the generation before, else the job it was forked from. */
  with: z.string().min(1).max(63).optional(),
  /** The generation of the other job. */
  generation: z.coerce.number().int().nonnegative().optional(),
});
export type CompareQuery = z.input<typeof compareQuerySchema>;
