import { z } from 'zod';
import { draftSchema } from './draft/blocks.ts';
import { locatorSchema } from './evidence/locator.ts';

/** A document under check, divided into blocks and sentences: content of the artifact that `Plan.document` names. */
export const checkedDocumentSchema = z.object({
  /** The name that the person knows it by. */
  name: z.string(),
  /** The document as given; nothing in it cites anything yet. */
  draft: draftSchema,
  /** Where each sentence and row stands in the document, by its id. */
  places: z.record(z.string(), locatorSchema),
  /** What of it is not checked, in words; missing where all of it is. */
  remarks: z.array(z.string()).optional(),
});
export type CheckedDocument = z.infer<typeof checkedDocumentSchema>;

/** What is to be corrected, divided into batches of claim ids; content of the artifact between verification and correction. */
export const correctionTaskSchema = z.object({
  batches: z.array(z.array(z.string()).min(1)),
  /** Those that verification found faulty; the others are there because a reviewer sent the draft back. */
  faulty: z.array(z.string()),
});

/** What one batch of corrections came to. */
export const correctedBatchSchema = z.object({
  corrections: z.array(
    z.object({
      claimId: z.string(),
      action: z.enum(['keep', 'change', 'remove']),
      text: z.string().nullable(),
      evidence: z.array(z.string()),
      reason: z.string().max(1_000),
    }),
  ),
});
export type Correction = z.infer<typeof correctedBatchSchema>['corrections'][number];
