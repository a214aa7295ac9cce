import { z } from 'zod';
import { locatorSchema } from './locator.ts';

/** The most rows of a result that are recorded: one of so many may have been cut. */
export const MOST_QUERY_ROWS = 200;

/** A query that was run and can be run again: its SQL and its whole result as text cells, at most 200 rows. */
export const recordedQuerySchema = z.object({
  sql: z.string().max(10_000),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())).max(MOST_QUERY_ROWS),
  /** Names of the tables it reads. */
  tables: z.array(z.string()),
  /** Digits after the point that are compared when it is run again. */
  scale: z.int().nonnegative(),
});
export type RecordedQuery = z.infer<typeof recordedQuerySchema>;

/** A passage plus the exact quoted words or cell value, or a recorded query with its result. */
export const evidenceSchema = z.object({
  id: z.string().regex(/^e[1-9]\d*$/),
  sourceId: z.string(),
  /** The passage that holds the quote; null for a query. */
  passageId: z.string().nullable(),
  locator: locatorSchema,
  /** Exact substring of the passage, or the query's result as one line of text. */
  quote: z.string(),
  query: recordedQuerySchema.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Evidence before the draft numbers it. */
export const foundEvidenceSchema = evidenceSchema.omit({ id: true });
export type FoundEvidence = z.infer<typeof foundEvidenceSchema>;
