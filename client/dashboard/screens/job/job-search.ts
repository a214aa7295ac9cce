import { z } from 'zod';

/** The tabs of a job's page. */
export const JOB_TABS = ['progress', 'report', 'sources', 'calls', 'history', 'audit'] as const;
export type JobTab = (typeof JOB_TABS)[number];

/** What of a job's page stands in its address. */
export const jobSearchSchema = z.object({
  tab: z.enum(JOB_TABS).optional().catch(undefined),
  /** Key of the step or item that is looked at. */
  place: z.string().max(200).optional().catch(undefined),
  /** The evidence whose source is open beside the report. */
  evidence: z.string().max(60).optional().catch(undefined),
  /** Key of the model call that is open. */
  call: z.string().max(500).optional().catch(undefined),
});
