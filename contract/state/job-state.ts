import { z } from 'zod';
import { actorSchema } from '../actor.ts';
import { artifactRefSchema } from '../artifact.ts';
import { failureSchema } from '../failures.ts';
import { sha256Schema } from '../ids.ts';
import { instantSchema } from '../instants.ts';
import { jobInputSchema } from '../job-input.ts';
import { stepNameSchema } from '../job-kind.ts';
import { decisionKindSchema, messageAnswerSchema } from '../messages.ts';
import { microUsdSchema } from '../money.ts';
import { placeSchema } from '../place.ts';
import { questionSchema } from '../questions.ts';
import { recoverActionKindSchema } from '../recovery/actions.ts';
import { placeChangesSchema } from '../recovery/changes.ts';
import { modelRequestSchema } from '../steps.ts';
import { toolCallRefSchema } from '../tools.ts';
import { journalEventSchema } from './journal-events.ts';
import { branchSchema, lineageSchema } from './lineage.ts';

/**
 * Version of the state's shape. Read old, write new. Change log:
 * 1 (2026-11): first.
 * 2 (2026-11): generations of rounds, branches, what places cost, changes and looks of a place, void gates and decisions, the
 *   journal's dropped head. All have defaults, so that version 1 reads as a job that was never rewound.
 * 3 (2026-11): questions at gates, none by default. Lines of the journal may name their event.
 */
export const JOB_STATE_VERSION = 3;

/** The states of a job; `stuck` and `unreachable` are overlays of the API, never stored. */
export const jobStatusSchema = z.enum([
  'running',
  'waiting',
  'needs_attention',
  'paused',
  'done',
  'rejected',
  'cancelled',
  'aborted',
]);
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** The agent loop of one item, resumable at any turn. */
export const agentStateSchema = z.object({
  turn: z.int().nonnegative(),
  /** The conversation so far: an artifact that grows by reference. */
  transcript: sha256Schema.nullable(),
  /** The last answer, whose tool calls are being made. */
  answer: artifactRefSchema.nullable(),
  calls: z.array(toolCallRefSchema),
  /** Results by the index of their call. */
  results: z.record(z.string(), sha256Schema),
  /** Passages and queries found so far. */
  found: z.int().nonnegative(),
});
export type AgentState = z.infer<typeof agentStateSchema>;

/** Counts of `failure-policy.ts`, as they are kept. */
const triedSchema = z.object({ repairs: z.int(), rephrases: z.int(), enlargements: z.int(), model: z.int() });

/** What the calls of one place came to. */
export const placeCostSchema = z.object({
  calls: z.int().nonnegative(),
  /** Calls whose answer was taken over from another one, at no cost. */
  reused: z.int().nonnegative(),
  microUsd: microUsdSchema,
  unpriced: z.int().nonnegative(),
});
export type PlaceCost = z.infer<typeof placeCostSchema>;
export const NO_COST: PlaceCost = { calls: 0, reused: 0, microUsd: 0, unpriced: 0 };

/** How a finished place differs from having simply done its work. */
export const doneFlagsSchema = z.object({ skipped: z.boolean(), degraded: z.string().nullable(), edited: z.boolean() });

const placeCommon = {
  place: placeSchema,
  /** What a person calls it: the sub-question of an item. */
  title: z.string(),
  /** Counts requests for this place; only repair, rephrase, fallback and recover raise it. */
  attempt: z.int().positive(),
  startedAt: instantSchema.nullable(),
  agent: agentStateSchema.nullable(),
  /** What was tried for the present request since a person last had a say. */
  tried: triedSchema,
  /** What the next request carries because of the answer before it. */
  remedy: modelRequestSchema.shape.remedy,
  cost: placeCostSchema.default(NO_COST),
  /** What a person changed about this place alone; null where nothing. */
  changes: placeChangesSchema.nullable().default(null),
  /** Why a person had it skipped; the engine then writes what stands in its place. */
  skipping: z.string().nullable().default(null),
  /** Times that it looked again by itself since a person last had a say. */
  looks: z.int().nonnegative().default(0),
};

/** A step or an item of one generation and round. */
export const placeStateSchema = z.discriminatedUnion('status', [
  z.object({ ...placeCommon, status: z.literal('pending') }),
  z.object({ ...placeCommon, status: z.literal('running') }),
  z.object({ ...placeCommon, status: z.literal('waiting'), gate: z.string() }),
  z.object({
    ...placeCommon,
    status: z.literal('needs_attention'),
    failure: failureSchema,
    since: instantSchema,
    actions: z.array(recoverActionKindSchema),
    looksAgainAt: instantSchema.nullable(),
  }),
  z.object({
    ...placeCommon,
    status: z.literal('done'),
    output: artifactRefSchema.nullable(),
    flags: doneFlagsSchema,
    endedAt: instantSchema,
    facts: z.record(z.string(), z.number()),
  }),
  z.object({ ...placeCommon, status: z.literal('stopped'), endedAt: instantSchema }),
]);
export type PlaceState = z.infer<typeof placeStateSchema>;

/** A decision that was accepted. */
export const decisionSchema = z.object({
  messageId: z.string(),
  gate: z.string(),
  step: stepNameSchema,
  round: z.int().positive(),
  artifact: z.string(),
  decision: decisionKindSchema,
  edited: artifactRefSchema.nullable(),
  comment: z.string(),
  actor: actorSchema,
  at: instantSchema,
  /** Whether the one who started the job approved it, edited or not. */
  selfApproved: z.boolean(),
  /** The generation whose rewind made it void; absent while it binds. */
  voidedBy: z.int().positive().optional(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A wait for a person's decision about one artifact. */
export const gateSchema = z.object({
  id: z.string(),
  place: placeSchema,
  /** The name of the tool whose call it guards; null for a step's gate. */
  toolCall: z.string().nullable(),
  artifact: artifactRefSchema,
  /** What a reviewer should look at beside it: the verification. */
  beside: artifactRefSchema.nullable(),
  openedAt: instantSchema,
  decision: decisionSchema.nullable(),
  /** When a rewind closed it without a decision. */
  voidedAt: instantSchema.nullable().default(null),
  /** What was asked at it, oldest first; at most 20. */
  questions: z.array(questionSchema).default([]),
});
export type Gate = z.infer<typeof gateSchema>;

/** Why a round was opened, from which step on, and what it starts from. */
export const roundSchema = z.object({
  round: z.int().positive(),
  /** The generation that opened it. */
  generation: z.int().nonnegative().default(0),
  from: stepNameSchema,
  because: z.enum(['start', 'verify', 'revise', 'edit', 'rewind']),
  /** The artifact of the round before (draft or plan); for `edit` the edited one. */
  base: artifactRefSchema.nullable(),
  findings: artifactRefSchema.nullable(),
  comment: z.string(),
});
export type Round = z.infer<typeof roundSchema>;

/** One line of what happened, for people. */
export const journalEntrySchema = z.object({
  at: instantSchema,
  place: z.string().nullable(),
  actor: z.string().nullable(),
  words: z.string().max(1_000),
  /** Which event wrote it; lines of older versions have none, and what a newer one names is not known here. */
  event: journalEventSchema.optional().catch(undefined),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** Sums over the calls of a job. */
export const totalsSchema = z.object({
  calls: z.int().nonnegative(),
  reused: z.int().nonnegative(),
  inputTokens: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  costMicroUsd: microUsdSchema,
  /** Calls of which no price is known. */
  unpricedCalls: z.int().nonnegative(),
  toolCalls: z.int().nonnegative(),
});
export type Totals = z.infer<typeof totalsSchema>;

/** The durable state of a job: carried over continue-as-new, recorded in the ledger. */
export const jobStateSchema = z.object({
  version: z.literal([1, 2, JOB_STATE_VERSION]),
  input: jobInputSchema,
  /** Grows with every change that people see. */
  revision: z.int().nonnegative(),
  generation: z.int().nonnegative(),
  rounds: z.array(roundSchema).min(1),
  /** Steps and items by place key, in the order in which they began. */
  places: z.record(z.string(), placeStateSchema),
  gates: z.record(z.string(), gateSchema),
  decisions: z.array(decisionSchema),
  paused: z
    .object({ running: z.enum(['finish', 'cancel']), reason: z.string(), actor: actorSchema, at: instantSchema })
    .nullable(),
  ending: z
    .object({
      status: z.enum(['done', 'rejected', 'cancelled', 'aborted']),
      reason: z.string(),
      actor: actorSchema.nullable(),
      at: instantSchema,
    })
    .nullable(),
  /** Whether everything that ends with the job has ended. */
  endedAt: instantSchema.nullable(),
  startedAt: instantSchema,
  totals: totalsSchema,
  /** What the job may spend: first as its input says, then as it was set. */
  limitMicroUsd: microUsdSchema.nullable(),
  models: z.array(z.string()),
  /** The last answers by message id, oldest first, at most 200. */
  answered: z.array(z.object({ messageId: z.string(), answer: messageAnswerSchema })),
  journal: z.array(journalEntrySchema),
  /** Entries that were dropped from the journal's head: the ledger keeps them. */
  journalFrom: z.int().nonnegative().default(0),
  recordBehind: z.boolean(),
  runIds: z.array(z.string()),
  lineage: lineageSchema,
  /** Generations after the first, oldest first. */
  branches: z.array(branchSchema).default([]),
  /** Whether it was taken up again from its record and no run of it has begun yet. */
  awaitsRun: z.boolean().default(false),
});
export type JobState = z.infer<typeof jobStateSchema>;
