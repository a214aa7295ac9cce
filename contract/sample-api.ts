import { z } from 'zod';
import { attachmentSchema } from './job-input.ts';
import { riskSchema } from './job-kind.ts';

/** Answer of `GET /api/v1/sample`: everything that a report on the sample documents is started with; they are stored as uploads are. */
export const sampleAnswerSchema = z.object({
  question: z.string(),
  attachments: z.array(attachmentSchema.omit({ fetched: true })),
  audience: z.string(),
  length: z.enum(['short', 'standard', 'long']),
  risk: riskSchema,
  tags: z.array(z.string()),
});
export type SampleAnswer = z.infer<typeof sampleAnswerSchema>;
