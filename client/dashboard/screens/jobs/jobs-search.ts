import { z } from 'zod';
import { jobKindSchema } from '../../../../contract/job-kind.ts';
import { type JobQuery, jobSortSchema, sortOrderSchema } from '../../../../contract/job-list-api.ts';
import { jobStatusSchema } from '../../../../contract/state/job-state.ts';

/** What of the list stands in its address; what is not understood there is left out. */
export const jobsSearchSchema = z.object({
  status: jobStatusSchema.optional().catch(undefined),
  query: z.string().min(1).max(500).optional().catch(undefined),
  kind: jobKindSchema.optional().catch(undefined),
  tag: z.string().min(1).max(60).optional().catch(undefined),
  model: z.string().min(1).max(200).optional().catch(undefined),
  hasFindings: z.enum(['true', 'false']).optional().catch(undefined),
  /** Jobs of the last so many days. */
  days: z.literal([1, 7, 30]).optional().catch(undefined),
  sort: jobSortSchema.optional().catch(undefined),
  order: sortOrderSchema.optional().catch(undefined),
});
export type JobsSearch = z.infer<typeof jobsSearchSchema>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What the instance is asked for: a query of its own. */
export function queryOf({ days, ...search }: JobsSearch): JobQuery {
  if (days === undefined) return search;
  // Whole hours, so that the same list is the same question for a while.
  const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 - days * DAY_MS;
  return { ...search, createdFrom: new Date(from).toISOString() };
}

/** Whether the list leaves jobs out, other than by their state. */
export function isFiltered({ status, sort, order, ...filters }: JobsSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
