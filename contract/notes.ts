import { z } from 'zod';
import { evidenceSchema, foundEvidenceSchema } from './evidence/evidence.ts';

/** What one research item gives: statements that rest on evidence found in the sources. */
export const itemNotesSchema = z.object({
  item: z.string(),
  question: z.string(),
  status: z.enum(['answered', 'partly', 'not-answered']),
  statements: z.array(z.object({ text: z.string(), evidence: z.array(foundEvidenceSchema) })),
  conflicts: z.array(
    z.object({
      about: z.string(),
      sides: z.array(z.object({ text: z.string(), evidence: z.array(foundEvidenceSchema) })),
    }),
  ),
  gaps: z.array(z.string()),
});
export type ItemNotes = z.infer<typeof itemNotesSchema>;

/** All notes of a job with evidence numbered in declared item order; what draft, verify and bundle work from. */
export const numberedNotesSchema = z.object({
  evidence: z.array(evidenceSchema),
  items: z.array(
    z.object({
      item: z.string(),
      question: z.string(),
      status: z.enum(['answered', 'partly', 'not-answered']),
      statements: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
      conflicts: z.array(
        z.object({ about: z.string(), sides: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })) }),
      ),
      gaps: z.array(z.string()),
    }),
  ),
});
export type NumberedNotes = z.infer<typeof numberedNotesSchema>;
