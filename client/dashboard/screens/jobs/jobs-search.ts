import { z } from 'zod';
import { jobKindSchema } from '../../../../contract/job-kind.ts';
import { jobStatusSchema } from '../../../../contract/state/job-state.ts';

/** What of the list stands in its address. */
export const jobsSearchSchema = z.object({
  status: jobStatusSchema.optional().catch(undefined),
  query: z.string().max(500).optional().catch(undefined),
  kind: jobKindSchema.optional().catch(undefined),
  tag: z.string().max(60).optional().catch(undefined),
  sort: z.enum(['created', 'updated', 'cost', 'title', 'status']).optional().catch(undefined),
  order: z.enum(['asc', 'desc']).optional().catch(undefined),
  hasFindings: z.boolean().optional().catch(undefined),
});
export type JobsSearch = z.infer<typeof jobsSearchSchema>;
