import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { failureSchema } from './failures.ts';
import { instantSchema } from './instants.ts';
import { jobKindSchema, riskSchema, stepNameSchema } from './job-kind.ts';
import { microUsdSchema } from './money.ts';
import { questionSchema } from './questions.ts';
import { priceSchema } from './recovery/price.ts';
import { decisionSchema, jobStatusSchema, journalEntrySchema, totalsSchema } from './state/job-state.ts';
import { branchSchema, lineageSchema } from './state/lineage.ts';

const placeViewSchema = z.object({
  key: z.string(),
  step: stepNameSchema,
  item: z.string().nullable(),
  round: z.int(),
  generation: z.int(),
  title: z.string(),
  status: z.enum(['pending', 'running', 'waiting', 'needs_attention', 'done', 'stopped']),
  attempt: z.int(),
  turn: z.int().nullable(),
  /** Passages and queries found so far, of an item; facts such as `sources`, `claims`, `supported` of a finished step. */
  facts: z.record(z.string(), z.number()),
  output: artifactRefSchema.nullable(),
  degraded: z.string().nullable(),
  edited: z.boolean(),
  skipped: z.boolean(),
  /** What its calls cost so far. */
  costMicroUsd: microUsdSchema.default(0),
  /** Calls of it whose price is not known: their cost is in no sum. */
  unpricedCalls: z.int().nonnegative().default(0),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
});
export type PlaceView = z.infer<typeof placeViewSchema>;

/** What a parked place offers: the failure in words and the ways on. */
export const attentionSchema = z.object({
  key: z.string(),
  step: stepNameSchema,
  item: z.string().nullable(),
  attempt: z.int(),
  title: z.string(),
  failure: failureSchema,
  since: instantSchema,
  looksAgainAt: instantSchema.nullable(),
  /** What is kept whatever is chosen, in words. */
  kept: z.string(),
  /** The ways on, the recommended one first; `price` is null where nothing is known to go by. */
  actions: z.array(
    z.object({
      kind: z.string(),
      words: z.string(),
      detail: z.string().default(''),
      price: priceSchema.nullable().default(null),
      /** For `editInput`: what may be changed. */
      fields: z.array(z.string()).default([]),
    }),
  ),
  /** Keys of other places that are parked for the same reason. */
  alike: z.array(z.string()).default([]),
  /** Where something that was kept is lost: the step or item that made it, to rewind to. */
  madeBy: z.object({ step: stepNameSchema, item: z.string().nullable() }).nullable().default(null),
});

/** A gate that waits for a person. */
export const openGateSchema = z.object({
  id: z.string(),
  step: stepNameSchema,
  item: z.string().nullable(),
  round: z.int(),
  artifact: artifactRefSchema,
  beside: artifactRefSchema.nullable(),
  openedAt: instantSchema,
  /** What was asked at it, oldest first. */
  questions: z.array(questionSchema).default([]),
});

/** What every surface draws of a job. */
export const jobViewSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  question: z.string(),
  owner: z.string(),
  organisation: z.string(),
  risk: riskSchema,
  tags: z.array(z.string()),
  status: jobStatusSchema,
  /** What it waits for, in one sentence. */
  sentence: z.string(),
  revision: z.int(),
  generation: z.int(),
  round: z.int(),
  createdAt: instantSchema,
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** Declared steps in order, each with its latest round; items below them. */
  steps: z.array(placeViewSchema.extend({ items: z.array(placeViewSchema) })),
  gates: z.array(openGateSchema),
  attention: z.array(attentionSchema),
  decisions: z.array(decisionSchema),
  /** What was asked at gates that are closed: what the decisions were taken with. */
  askedBefore: z
    .array(
      z.object({
        gate: z.string(),
        step: stepNameSchema,
        item: z.string().nullable(),
        round: z.int(),
        questions: z.array(questionSchema),
      }),
    )
    .default([]),
  totals: totalsSchema,
  /** What it may spend; null where there is no limit. */
  limitMicroUsd: microUsdSchema.nullable(),
  models: z.array(z.string()),
  /** Whether the offline model wrote any of it. */
  offlineModel: z.boolean(),
  recordBehind: z.boolean(),
  lineage: lineageSchema.default({ forkedFrom: null, ancestors: [] }),
  /** Generations after the first: who went back where, and what was changed. */
  branches: z.array(branchSchema).default([]),
  journal: z.array(journalEntrySchema),
  /** Artifacts by name that the exports are made from: `sources`, `plan`, `notes`, `draft`, `verification`, `report`. */
  artifacts: z.record(z.string(), artifactRefSchema),
});
export type JobView = z.infer<typeof jobViewSchema>;
