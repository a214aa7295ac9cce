import { z } from 'zod';
import { jobKindSchema } from './job-kind.ts';
import { microUsdSchema } from './money.ts';

/** The longest time that costs are summed over, in days. */
export const COST_DAYS_LIMIT = 400;

/** Query of `GET /api/v1/costs`: calls that were answered from `from` to before `to`; unset, the last 30 days. */
export const costQuerySchema = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type CostQuery = z.input<typeof costQuerySchema>;

const count = z.int().nonnegative();

/** Sums over calls. Tokens are those that were asked of a provider: reused answers bring none. */
export const costSumsSchema = z.object({
  /** All that was paid as far as prices are known, late and failed answers with it. */
  costMicroUsd: microUsdSchema,
  /** Calls that were asked of a provider and answered. */
  calls: count,
  /** Those of them whose price is not known: their cost is in no sum. */
  unpricedCalls: count,
  inputTokens: count,
  /** Part of the input tokens. */
  cachedTokens: count,
  outputTokens: count,
  /** Part of the output tokens. */
  reasoningTokens: count,
  /** Calls that took over the answer of another one, at no cost. */
  reusedCalls: count,
  /** What those would have cost, where the price of the first answer is known. */
  savedMicroUsd: microUsdSchema,
  /** Reused calls of which that is not known. */
  savedUnknownCalls: count,
  /** Answered calls whose outcome is not `ok`. */
  failedCalls: count,
  failedMicroUsd: microUsdSchema,
  failedTokens: count,
  /** Those of them whose price is not known: what they cost is in no sum. */
  failedUnpricedCalls: count,
  /** Answers that came after the call was settled already, and were thrown away. */
  lateMicroUsd: microUsdSchema,
});
export type CostSums = z.infer<typeof costSumsSchema>;
/** Sums over no call. */
export const NO_COSTS: Readonly<CostSums> = {
  costMicroUsd: 0,
  calls: 0,
  unpricedCalls: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  reusedCalls: 0,
  savedMicroUsd: 0,
  savedUnknownCalls: 0,
  failedCalls: 0,
  failedMicroUsd: 0,
  failedTokens: 0,
  failedUnpricedCalls: 0,
  lateMicroUsd: 0,
};

/** How many jobs cost more than `overMicroUsd` and at most `upToMicroUsd`; null is no bound. */
const bucketSchema = z.object({
  overMicroUsd: microUsdSchema.nullable(),
  upToMicroUsd: microUsdSchema.nullable(),
  jobs: count,
});

/** Answer of `GET /api/v1/costs`. Tables are sorted by cost, the dearest first; days by date. */
export const costAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  totals: costSumsSchema,
  /** Days in UTC on which there were calls. */
  days: z.array(costSumsSchema.extend({ day: z.iso.date() })),
  models: z.array(costSumsSchema.extend({ model: z.string() })),
  steps: z.array(costSumsSchema.extend({ step: z.string(), task: z.string() })),
  kinds: z.array(costSumsSchema.extend({ kind: jobKindSchema })),
  owners: z.array(costSumsSchema.extend({ owner: z.string() })),
  jobs: z.object({
    /** Jobs that had calls in this time. */
    count,
    /** Of these, those of which no call has a known price: in no bucket. */
    unpriced: count,
    /** Cost of the middle one and of the dearest; null where there is none. */
    medianMicroUsd: microUsdSchema.nullable(),
    mostMicroUsd: microUsdSchema.nullable(),
    histogram: z.array(bucketSchema),
    /** The dearest, at most 20. */
    top: z.array(costSumsSchema.extend({ id: z.string(), title: z.string(), kind: jobKindSchema, owner: z.string() })),
  }),
});
export type CostAnswer = z.infer<typeof costAnswerSchema>;
