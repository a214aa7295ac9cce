import { z } from 'zod';
import { jobInputSchema } from './job-input.ts';
import { jobStateSchema } from './state/job-state.ts';
import { jobViewSchema } from './view.ts';

/** The ledger's snapshot of one job. Revision 0 is written by the API before the workflow starts: it has no state yet. */
export const jobRecordSchema = z.object({
  jobId: z.string(),
  organisation: z.string(),
  owner: z.string(),
  revision: z.int().nonnegative(),
  input: jobInputSchema,
  view: jobViewSchema,
  state: jobStateSchema.nullable(),
});
export type JobRecord = z.infer<typeof jobRecordSchema>;
