import { z } from 'zod';
import { bundledClaimSchema, bundledQuestionSchema, bundledReportSchema, bundledSourceSchema } from './bundle-parts.ts';
import { evidenceSchema } from './evidence/evidence.ts';
import { decisionSchema, totalsSchema } from './state/job-state.ts';
import { findingSchema } from './verification.ts';

/** The name and version of the bundle's shape. */
export const BUNDLE_SCHEMA = 'dossier.bundle/1';

/** Everything a report rests on, in one JSON file: what `dossier verify` re-checks and other programs read. */
export const bundleSchema = z.object({
  schema: z.literal(BUNDLE_SCHEMA),
  job: z.object({
    id: z.string(),
    kind: z.string(),
    question: z.string(),
    status: z.string(),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    lineage: z.object({ forkedFrom: z.string().nullable() }),
  }),
  sources: z.array(bundledSourceSchema),
  evidence: z.array(evidenceSchema),
  claims: z.array(bundledClaimSchema),
  conflicts: z.array(
    z.object({ about: z.string(), sides: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })) }),
  ),
  findings: z.array(findingSchema),
  /** Each with what was asked and answered at its gate before it was taken; absent where nothing was. */
  decisions: z.array(decisionSchema.extend({ questions: z.array(bundledQuestionSchema).optional() })),
  modelCalls: z.array(
    z.object({
      step: z.string(),
      item: z.string(),
      turn: z.int(),
      round: z.int(),
      attempt: z.int(),
      generation: z.int(),
      requestKey: z.string(),
      reusedFrom: z.string().nullable(),
      model: z.string(),
      promptId: z.string(),
      promptHash: z.string(),
      inputTokens: z.int(),
      cachedTokens: z.int(),
      outputTokens: z.int(),
      costMicroUsd: z.int().nullable(),
      latencyMs: z.int(),
      outcome: z.string(),
    }),
  ),
  totals: totalsSchema,
  notAnswered: z.array(z.object({ question: z.string(), gaps: z.array(z.string()) })),
  report: bundledReportSchema,
});
export type Bundle = z.infer<typeof bundleSchema>;
