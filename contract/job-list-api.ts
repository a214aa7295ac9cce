import { z } from 'zod';
import { overlaySchema } from './api.ts';
import { jobIdSchema } from './ids.ts';
import { jobKindSchema, riskSchema, stepNameSchema } from './job-kind.ts';
import { type JobStatus, jobStatusSchema } from './state/job-state.ts';

/** Findings by severity: those that stand, which are the ones of the latest verification. */
export const findingCountsSchema = z.object({
  blocking: z.int().nonnegative(),
  warning: z.int().nonnegative(),
  note: z.int().nonnegative(),
});
export type FindingCounts = z.infer<typeof findingCountsSchema>;

/** What a job waits for: the steps of its open gates, and how many of its places need attention. */
export const waitsForSchema = z.object({ gates: z.array(stepNameSchema), attention: z.int().nonnegative() });
export type WaitsFor = z.infer<typeof waitsForSchema>;

/** A row of the job list. */
export const jobRowSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  /** Of its report, else its draft, else its plan; the question, shortened, until one of them is there. */
  title: z.string(),
  question: z.string(),
  status: jobStatusSchema,
  sentence: z.string(),
  /** Where it stands, `Verify 3/5, round 2`; null before its first step and after its end. */
  step: z.string().nullable(),
  owner: z.string(),
  risk: riskSchema,
  tags: z.array(z.string()),
  models: z.array(z.string()),
  generation: z.int(),
  revision: z.int(),
  costMicroUsd: z.int(),
  unpricedCalls: z.int(),
  /** What it may spend; null where there is no limit. */
  limitMicroUsd: z.int().nullable(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  waitsFor: waitsForSchema,
  findings: findingCountsSchema,
  createdAt: z.string(),
  /** Null until its workflow has begun. */
  startedAt: z.string().nullable(),
  updatedAt: z.string(),
  endedAt: z.string().nullable(),
  /** What is wrong with an open job, as Temporal tells it. */
  overlay: overlaySchema.nullable().default(null),
});
export type JobRow = z.infer<typeof jobRowSchema>;

/** Answer of `GET /api/v1/jobs`. */
export const jobListSchema = z.object({
  jobs: z.array(jobRowSchema),
  next: z.string().nullable(),
  /** Jobs by status under the same filters, whatever `status` was asked for; and, of the open ones, by overlay (`stuck`, `closed`), whatever the filters. */
  counts: z.record(z.string(), z.number()),
});
export type JobList = z.infer<typeof jobListSchema>;

/** The states that are not an end, and those that are. */
export const OPEN_STATUSES: readonly JobStatus[] = ['running', 'waiting', 'needs_attention', 'paused'];
export const CLOSED_STATUSES: readonly JobStatus[] = ['done', 'rejected', 'cancelled', 'aborted'];
/** What `status` of a list may name. */
export const LISTED_STATUSES: readonly string[] = [...jobStatusSchema.options, 'open', 'closed'];

/** The states that a list of them means, `waiting,closed`. */
export function statusesOf(text: string): JobStatus[] {
  const named = text.split(',').flatMap((name): readonly string[] => {
    if (name === 'open') return OPEN_STATUSES;
    return name === 'closed' ? CLOSED_STATUSES : [name];
  });
  return jobStatusSchema.options.filter((status) => named.includes(status));
}

/** What a list is sorted by; `status` by what is most urgent. */
export const jobSortSchema = z.enum(['created', 'updated', 'cost', 'title', 'status']);
export type JobSort = z.infer<typeof jobSortSchema>;
export const sortOrderSchema = z.enum(['asc', 'desc']);
export type SortOrder = z.infer<typeof sortOrderSchema>;

const oneStatus = `(?:${LISTED_STATUSES.join('|')})`;

/** So many jobs can be asked for by their ids at once. */
const LISTED_IDS_LIMIT = 200;

/** Query of `GET /api/v1/jobs`. `cursor` is the `next` of the page before, for the same sort and order. */
export const jobQuerySchema = z.object({
  /** One state or several with commas between them. */
  status: z
    .string()
    .regex(
      new RegExp(`^${oneStatus}(?:,${oneStatus}){0,9}$`),
      `must be one or several of ${LISTED_STATUSES.join(', ')}`,
    )
    .optional(),
  /** Words that title, question, tags or id have. */
  query: z.string().min(1).max(500).optional(),
  kind: jobKindSchema.optional(),
  /** A model that was asked. */
  model: z.string().min(1).max(200).optional(),
  owner: z.string().min(1).max(200).optional(),
  tag: z.string().min(1).max(60).optional(),
  createdFrom: z.iso.datetime({ offset: true }).optional(),
  /** Not itself included. */
  createdTo: z.iso.datetime({ offset: true }).optional(),
  /** Cost as far as prices are known, both bounds included. */
  minCostMicroUsd: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  maxCostMicroUsd: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  /** Only these jobs, at most 200: their ids with commas between them. */
  ids: z
    .string()
    .max(LISTED_IDS_LIMIT * 64)
    .refine(
      (text) => idsOf(text).length <= LISTED_IDS_LIMIT && idsOf(text).every((id) => jobIdSchema.safeParse(id).success),
      `must be at most ${LISTED_IDS_LIMIT} ids of jobs with commas between them`,
    )
    .optional(),
  /** Whether a finding stands that is more than a note. */
  hasFindings: z.enum(['true', 'false']).optional(),
  sort: jobSortSchema.default('created'),
  /** Unset, the newest and the dearest first, titles from A, the most urgent first. */
  order: sortOrderSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
});
export type JobQuery = z.input<typeof jobQuerySchema>;

/** The ids that a list of them names. */
export function idsOf(text: string): string[] {
  return text.split(',');
}

/** Answer of `GET /api/v1/facets`: what jobs can be narrowed by, as there are jobs of it; in alphabetical order, at most 200 of each. */
export const jobFacetsSchema = z.object({ owners: z.array(z.string()), models: z.array(z.string()) });
export type JobFacets = z.infer<typeof jobFacetsSchema>;
