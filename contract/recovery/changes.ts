import { z } from 'zod';
import { artifactRefSchema } from '../artifact.ts';
import { QUESTION_LENGTH } from '../job-input.ts';
import { LINKS_LIMIT } from '../links.ts';
import { microUsdSchema } from '../money.ts';
import { modelTaskSchema } from '../routing.ts';

/** What a person changed about one place alone. */
export const placeChangesSchema = z.object({
  /** The words of an item's question. */
  question: z.string().trim().min(1).max(2_000).optional(),
  /** What is to be done differently. */
  comment: z.string().max(20_000).optional(),
  /** The model to ask instead of the route's first. */
  model: z.string().min(1).max(200).optional(),
});
export type PlaceChanges = z.infer<typeof placeChangesSchema>;

/** A step's output as a person supplies it, with the facts that the engine counts by; both checked by the API. */
export const suppliedOutputSchema = z.object({
  artifact: artifactRefSchema,
  facts: z.record(z.string(), z.number()),
});
export type SuppliedOutput = z.infer<typeof suppliedOutputSchema>;

/**
 * What a rewind, a fork or `editInput` changes. Texts that activities read are stored as artifacts beforehand: a message carries refs.
 * Which of these a step takes is told by `CHANGES_OF` in `parts.ts`.
 */
export const changesSchema = z.strictObject({
  question: z
    .object({ text: z.string().trim().min(QUESTION_LENGTH.min).max(QUESTION_LENGTH.max), brief: artifactRefSchema })
    .optional(),
  sources: z
    .object({
      list: artifactRefSchema,
      count: z.int().nonnegative(),
      linkCount: z.int().min(1).max(LINKS_LIMIT).nullable(),
      added: z.int().nonnegative(),
      removed: z.int().nonnegative(),
    })
    .optional(),
  /** The words of an item's question; only with an item. */
  itemQuestion: z.string().trim().min(1).max(2_000).optional(),
  comment: z.string().max(20_000).optional(),
  models: z.partialRecord(modelTaskSchema, z.string().min(1).max(200)).optional(),
  /** Texts of prompts to use instead of the built-in ones; null goes back to those. */
  prompts: z.partialRecord(modelTaskSchema, artifactRefSchema.nullable()).optional(),
  limitMicroUsd: microUsdSchema.nullable().optional(),
  /** The step's output itself: an edited plan, a draft of one's own. The step is done with it. */
  output: suppliedOutputSchema.optional(),
  /** Items of the step behind that need not run again, since what they were asked did not change. */
  keepItems: z.array(z.string().max(60)).max(2_000).optional(),
});
export type Changes = z.infer<typeof changesSchema>;
export type ChangeName = keyof Changes;

/** What was changed, a line each, for people and for the journal. */
export function changesInWords(changes: Changes): string[] {
  const words: string[] = [];
  if (changes.question) words.push(`the question: "${short(changes.question.text)}"`);
  if (changes.sources) words.push(documentsInWords(changes.sources));
  if (changes.itemQuestion) words.push(`the item's question: "${short(changes.itemQuestion)}"`);
  if (changes.comment) words.push(`a comment: "${short(changes.comment)}"`);
  for (const [task, model] of Object.entries(changes.models ?? {})) words.push(`the model for ${task}: ${model}`);
  for (const [task, prompt] of Object.entries(changes.prompts ?? {}))
    words.push(`the prompt for ${task}: ${prompt ? `version ${prompt.sha256.slice(0, 12)}` : 'the built-in one'}`);
  if (changes.limitMicroUsd !== undefined) words.push('the budget');
  if (changes.output) words.push(`its output: "${short(changes.output.artifact.title)}"`);
  return words;
}

function documentsInWords({ added, removed }: NonNullable<Changes['sources']>): string {
  const parts = [added > 0 ? `${added} added` : '', removed > 0 ? `${removed} removed` : ''].filter(Boolean);
  return `the documents (${parts.join(', ') || 'same ones'})`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
