import { z } from 'zod';
import { actorSchema } from './actor.ts';
import { artifactRefSchema } from './artifact.ts';
import { sha256OfJson } from './hash.ts';
import { sha256Schema } from './ids.ts';
import { stepNameSchema } from './job-kind.ts';
import { microUsdSchema } from './money.ts';
import { ANSWER_CHARS, QUESTION_CHARS } from './questions.ts';
import { changesSchema } from './recovery/changes.ts';

const envelope = { messageId: z.string().min(1).max(200), actor: actorSchema };
const comment = z.string().max(20_000);

/** A person's answer to a gate; bound to gate id, artifact hash and round. */
export const decisionKindSchema = z.enum(['approve', 'edit', 'revise', 'reject']);
export type DecisionKind = z.infer<typeof decisionKindSchema>;

/** The messages of a job, by name. Names are fixed; the payload of a signal and an update of one name is the same. */
export const MESSAGES = {
  decide: z.object({
    ...envelope,
    gate: z.string().max(200),
    artifact: sha256Schema,
    round: z.int().positive(),
    decision: decisionKindSchema,
    /** For `edit`: the edited artifact, stored beforehand. */
    edited: artifactRefSchema.nullable(),
    comment,
  }),
  /** The question's id is that of the message. */
  ask: z.object({ ...envelope, gate: z.string().max(200), text: z.string().min(1).max(QUESTION_CHARS) }),
  answer: z.object({
    ...envelope,
    gate: z.string().max(200),
    /** Id of the question. */
    question: z.string().min(1).max(200),
    text: z.string().min(1).max(ANSWER_CHARS),
  }),
  recover: z.object({
    ...envelope,
    step: stepNameSchema,
    item: z.string().nullable(),
    /** The attempt that was shown. */
    attempt: z.int().positive(),
    action: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('retry') }),
      z.object({ kind: z.literal('editInput'), changes: changesSchema }),
      z.object({ kind: z.literal('switchModel'), model: z.string().min(1).max(200) }),
      z.object({
        kind: z.literal('supplyOutput'),
        output: artifactRefSchema,
        /** What the engine counts by, from the output's content. */
        facts: z.record(z.string(), z.number()).default({}),
      }),
      z.object({ kind: z.literal('skip'), reason: comment }),
      z.object({ kind: z.literal('abort'), reason: comment }),
    ]),
  }),
  rewind: z.object({
    ...envelope,
    step: stepNameSchema,
    item: z.string().nullable(),
    changes: changesSchema,
    /** Whether models are asked anew where their answers stand in the ledger. */
    fresh: z.boolean(),
    /** The revision that the preview told of. */
    revision: z.int(),
  }),
  cancel: z.object({ ...envelope, reason: comment }),
  setBudget: z.object({ ...envelope, limitMicroUsd: microUsdSchema.nullable(), reason: comment }),
  pause: z.object({ ...envelope, running: z.enum(['finish', 'cancel']), reason: comment }),
  resume: z.object({ ...envelope, reason: comment }),
} as const;
export type MessageName = keyof typeof MESSAGES;
export type Message<N extends MessageName> = z.infer<(typeof MESSAGES)[N]>;

/** What an accepted message answers: the job's revision after it. Carried in the state, so that a repeat gets the same answer. */
export const messageAnswerSchema = z.object({ accepted: z.literal(true), revision: z.int(), status: z.string() });
export type MessageAnswer = z.infer<typeof messageAnswerSchema>;

/** The id of a decision, derived from what it says: a repeat is the same message, another wish is another. */
export function decisionId(jobId: string, decision: Omit<Message<'decide'>, 'messageId'>): string {
  return sha256OfJson([
    jobId,
    decision.gate,
    decision.round,
    decision.artifact,
    decision.decision,
    decision.edited?.sha256 ?? null,
    decision.comment,
    decision.actor.id,
  ]).slice(0, 40);
}
