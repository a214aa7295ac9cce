import { z } from 'zod';
import { listedOutcomeSchema } from '../../../../contract/call-api.ts';
import { sha256Schema } from '../../../../contract/ids.ts';
import { journalKindSchema } from '../../../../contract/state/journal-kinds.ts';

/** The tabs of a job's page. */
export const JOB_TABS = ['progress', 'report', 'sources', 'calls', 'history', 'audit'] as const;
export type JobTab = (typeof JOB_TABS)[number];

/** What of a job's page stands in its address. */
export const jobSearchSchema = z.object({
  tab: z.enum(JOB_TABS).optional().catch(undefined),
  /** Key of the step or item that is looked at. */
  place: z.string().max(200).optional().catch(undefined),
  /** How often the time that the bars of Progress show is halved, and about which moment, in milliseconds of the clock. */
  zoom: z.int().min(0).max(12).optional().catch(undefined),
  around: z.int().nonnegative().optional().catch(undefined),
  /** The evidence whose source is open beside the report. */
  evidence: z.string().max(60).optional().catch(undefined),
  /** Key of the model call that is open. */
  call: z.string().max(500).optional().catch(undefined),
  /** Of the model calls, those with this outcome. */
  outcome: listedOutcomeSchema.optional().catch(undefined),
  /** Of the history, what is of this kind. */
  kind: journalKindSchema.optional().catch(undefined),
  /** Whether the history shows Temporal's own events. */
  events: z.literal('raw').optional().catch(undefined),
  /** Hash of the version that is open over the audit. */
  version: sha256Schema.optional().catch(undefined),
  /** Hash of the draft that the report tab shows, where it is not the one that stands, and of the one that it is compared with. */
  draft: sha256Schema.optional().catch(undefined),
  against: sha256Schema.optional().catch(undefined),
});
export type JobSearch = z.infer<typeof jobSearchSchema>;
