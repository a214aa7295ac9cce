import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';

/** The most parts of a plan: what a long document under check is divided into. A model's plan is bounded far lower. */
export const MOST_PARTS = 400;
/** The most sentences of a document that are looked up together. */
export const MOST_CLAIMS_OF_A_PART = 40;

/** A sub-question; its id is the item's name in the research step. */
export const subQuestionSchema = z.object({
  id: z.string().regex(/^q\d{1,3}$/),
  question: z.string().min(1).max(2_000),
  why: z.string().max(1_000),
  /** Of a `check`: the ids of the document's sentences and rows that this part looks up. */
  claims: z.array(z.string().max(40)).min(1).max(MOST_CLAIMS_OF_A_PART).optional(),
});

/** What the plan step gives. Each sub-question is an item of its own, so no two share an id. */
export const planSchema = z.object({
  title: z.string().min(1).max(300),
  subQuestions: z
    .array(subQuestionSchema)
    .min(1)
    .max(MOST_PARTS)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two sub-questions have the same id'),
  outline: z.array(z.string().max(300)).max(30),
  successCriteria: z.array(z.string().max(500)).max(20),
  wouldChangeTheAnswer: z.array(z.string().max(500)).max(20),
  /** Of a `check`: the `CheckedDocument` that is checked. Editing a plan may leave parts out, never put another document in. */
  document: artifactRefSchema.optional(),
});
export type Plan = z.infer<typeof planSchema>;
