import { z } from 'zod';
import { findingCountsSchema, jobRowSchema } from './job-list-api.ts';
import { decisionSchema } from './state/job-state.ts';
import { openGateSchema } from './view.ts';

/** Query of `GET /api/v1/approvals`: the gates that wait, or what was decided. */
export const approvalQuerySchema = z.object({
  view: z.enum(['open', 'decided']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
});
export type ApprovalQuery = z.input<typeof approvalQuerySchema>;

const jobOfApprovalSchema = jobRowSchema.pick({
  id: true,
  title: true,
  question: true,
  kind: true,
  risk: true,
  owner: true,
  status: true,
});

/** A gate that waits for a person, of whichever job. */
export const waitingGateSchema = z.object({
  job: jobOfApprovalSchema,
  gate: openGateSchema,
  findings: findingCountsSchema,
  /** What the job waits for beside this gate. */
  others: z.object({ gates: z.int().nonnegative(), attention: z.int().nonnegative() }),
});
export type WaitingGate = z.infer<typeof waitingGateSchema>;

/** A decision with the job that it was about. */
export const decidedGateSchema = z.object({ job: jobOfApprovalSchema, decision: decisionSchema });
export type DecidedGate = z.infer<typeof decidedGateSchema>;

/** Answer of `GET /api/v1/approvals`: waiting gates with the oldest first, decisions with the newest first. */
export const approvalListSchema = z.object({
  /** Empty where decisions were asked for. */
  waiting: z.array(waitingGateSchema),
  /** Empty where waiting gates were asked for. */
  decided: z.array(decidedGateSchema),
  next: z.string().nullable(),
  /** All gates that wait, of all pages. */
  openGates: z.int().nonnegative(),
});
export type ApprovalList = z.infer<typeof approvalListSchema>;
