import { z } from 'zod';

/** A sub-question; its id is the item's name in the research step. */
export const subQuestionSchema = z.object({
  id: z.string().regex(/^q\d{1,3}$/),
  question: z.string().min(1).max(2_000),
  why: z.string().max(1_000),
});

/** What the plan step gives. Each sub-question is an item of its own, so no two share an id. */
export const planSchema = z.object({
  title: z.string().min(1).max(300),
  subQuestions: z
    .array(subQuestionSchema)
    .min(1)
    .max(24)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two sub-questions have the same id'),
  outline: z.array(z.string().max(300)).max(30),
  successCriteria: z.array(z.string().max(500)).max(20),
  wouldChangeTheAnswer: z.array(z.string().max(500)).max(20),
});
export type Plan = z.infer<typeof planSchema>;
