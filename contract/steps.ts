import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { callIdentitySchema, type callReceiptSchema } from './calls.ts';
import { type Sha256, sha256Schema } from './ids.ts';
import type { AnswerText } from './questions.ts';
import type { toolCallRefSchema } from './tools.ts';

/*
 * The wire between workflow and activities: refs and small facts only, so that history stays small.
 * `workflows` imports these and the activities' types; nothing else passes between the two.
 */

/** What every model task needs to know of the job: content of the artifact that `JobInput.brief` names. */
export const briefSchema = z.object({
  question: z.string(),
  audience: z.string(),
  length: z.string(),
  language: z.string(),
});
export type Brief = z.infer<typeof briefSchema>;

/** Content of the report step's output: one artifact a format. */
export const reportFilesSchema = z.object({
  markdown: artifactRefSchema,
  html: artifactRefSchema,
  bundle: artifactRefSchema,
});

/** What the workflow asks of one model call: who it is, whom to ask, and what the attempt before taught. */
export const modelRequestSchema = z.object({
  call: callIdentitySchema,
  organisation: z.string(),
  owner: z.string(),
  /** Model id of the route. */
  model: z.string(),
  /** Why this is another attempt; null for the first. `repair` carries the invalid answer and the validation error. */
  remedy: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('repair'), answer: artifactRefSchema, error: z.string().max(4_000) }),
      z.object({ kind: z.literal('rephrase') }),
      z.object({ kind: z.literal('enlarge') }),
    ])
    .nullable(),
  /** Text of the prompt to use instead of the built-in one. */
  prompt: sha256Schema.optional(),
  /** Whether to ask anew although an answer to the same request stands in the ledger. */
  fresh: z.boolean().optional(),
  /** Jobs whose answers may be taken over beside the job's own: those it was forked from. */
  ancestors: z.array(z.string()).optional(),
});
export type ModelRequest = z.infer<typeof modelRequestSchema>;

/** What became of one model call. `output` is the step's typed result as an artifact, or, with `calls`, the transcript to go on from. */
export type ModelResult<Facts extends Record<string, number> = Record<string, number>> =
  | { outcome: 'ok'; output: ArtifactRefOf; facts: Facts; receipt: Receipt }
  | { outcome: 'refused'; words: string; receipt: Receipt }
  | { outcome: 'invalid'; answer: ArtifactRefOf; error: string; receipt: Receipt }
  | { outcome: 'truncated'; answer: ArtifactRefOf | null; receipt: Receipt };
type ArtifactRefOf = z.infer<typeof artifactRefSchema>;
type Receipt = z.infer<typeof callReceiptSchema>;

/** The result of a tool call that was made within the turn that asked for it. */
export interface MadeCall {
  /** Index of the tool call. */
  index: number;
  result: Sha256;
  found: number;
}

/** What a research turn gives: tool calls, of which `made` holds those that are done already, or the item's notes. */
export type ResearchTurnResult =
  | {
      outcome: 'tools';
      /** With its size and title, since a gate shows it where one of its calls writes. */
      answer: ArtifactRefOf;
      transcript: Sha256;
      calls: z.infer<typeof toolCallRefSchema>[];
      made: MadeCall[];
      receipt: Receipt;
    }
  | ModelResult<{ statements: number; conflicts: number; gaps: number }>;

/** What became of asking a model a reviewer's question; the answer is short, so that it travels itself. */
export type QuestionResult =
  | { outcome: 'ok'; answer: AnswerText; receipt: Receipt }
  | Exclude<ModelResult, { outcome: 'ok' }>;

/** A tool's result, which may be an error for the model to read, and how much was found. */
export interface ToolResult {
  result: Sha256;
  found: number;
}
