import { z } from 'zod';
import { failureSchema } from './failures.ts';

/** Characters of the beginning that an extraction shows. */
export const PREVIEW_CHARS = 2_000;

const count = z.int().nonnegative();

/** What reading one document gave, small enough to be shown beside its name. */
export const extractionDigestSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('read'),
    mediaType: z.string(),
    /** Pages of a PDF up to the last one with text; null of what has no pages. */
    pages: count.nullable(),
    words: count,
    passages: count,
    tables: count,
    /** What of it could not be read, each a sentence with its remedy. */
    remarks: z.array(z.string()),
    /** How it begins. */
    preview: z.string().max(PREVIEW_CHARS + 1),
  }),
  z.object({ status: z.literal('unreadable'), failure: failureSchema }),
]);
export type ExtractionDigest = z.infer<typeof extractionDigestSchema>;

/** Body of `POST /api/v1/uploads/{sha256}/extraction`: the name decides which reader is asked first. */
export const extractionBodySchema = z.object({ name: z.string().min(1).max(500) });

/** How far reading is: passages and rows of tables so far. */
export const extractionProgressSchema = z.object({ passages: count, rows: count });
export type ExtractionProgress = z.infer<typeof extractionProgressSchema>;

/** Its answer: what reading gave, or that it takes longer than one request waits; asking again then joins what is under way. */
export const extractionAnswerSchema = z.discriminatedUnion('status', [
  ...extractionDigestSchema.options,
  z.object({ status: z.literal('reading'), progress: extractionProgressSchema.nullable() }),
]);
export type ExtractionAnswer = z.infer<typeof extractionAnswerSchema>;
