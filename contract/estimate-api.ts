import { z } from 'zod';
import { QUESTION_LENGTH } from './job-input.ts';
import { jobKindSchema } from './job-kind.ts';
import { LINKS_LIMIT } from './links.ts';
import { microUsdSchema } from './money.ts';

const count = z.int().nonnegative();
const words = count.max(1_000_000_000);

/** Body of `POST /api/v1/estimates`: as much as is known of a job that is being written. */
export const estimateRequestSchema = z.object({
  kind: jobKindSchema.default('report'),
  /** A report's question as far as it is written. */
  question: z.string().max(QUESTION_LENGTH.max).default(''),
  length: z.enum(['short', 'standard', 'long']).default('standard'),
  /** The model for all tasks; unset, each task's own. */
  model: z.string().max(200).optional(),
  /** The words of each document that can be read. */
  attachments: z.array(z.object({ words })).max(2_000).default([]),
  links: count.max(LINKS_LIMIT).default(0),
  /** Of a check: the words of the document that it checks. */
  document: z.object({ words }).optional(),
});
export type EstimateRequest = z.input<typeof estimateRequestSchema>;

/** What is likely, and what it rarely goes beyond. */
const range = <Amount extends z.ZodType>(amount: Amount) => z.object({ likely: amount, most: amount });

/** Its answer. Both are guesses from sizes; `basis` says in words from what. */
export const estimateAnswerSchema = z.object({
  /** Input and output together. */
  tokens: range(count),
  /** Null where no price is known, with the reason. */
  costMicroUsd: range(microUsdSchema).nullable(),
  whyNoCost: z.string().nullable(),
  basis: z.string(),
});
export type EstimateAnswer = z.infer<typeof estimateAnswerSchema>;
