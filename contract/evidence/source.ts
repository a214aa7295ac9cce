import { z } from 'zod';
import { artifactRefSchema } from '../artifact.ts';
import { failureSchema } from '../failures.ts';
import { sha256Schema } from '../ids.ts';
import { locatorSchema } from './locator.ts';

/** A located piece of a source with its raw characters. `id` is unique in the job: `s2-p14`. */
export const passageSchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  locator: locatorSchema,
  /** Headings above it, outermost first. */
  headings: z.array(z.string()),
  text: z.string(),
});
export type Passage = z.infer<typeof passageSchema>;

/** A column of a table: `type` is what the typed view in DuckDB has. */
export const columnSchema = z.object({
  name: z.string(),
  /** The header's own words, before it was made a column name. */
  header: z.string(),
  type: z.enum(['integer', 'decimal', 'date', 'timestamp', 'boolean', 'text']),
  /** Digits after the point of a decimal column. */
  scale: z.int().nonnegative(),
  /** How its numbers are written, `point` for 1,234.5 and `comma` for 1.234,5; absent where its cells read the same in both. */
  notation: z.enum(['point', 'comma']).optional(),
});

/** A table found in a source; `name` is what SQL calls it, unique in the job. */
export const tableSchema = z.object({
  name: z.string(),
  sourceId: z.string(),
  title: z.string(),
  columns: z.array(columnSchema),
  rows: z.int().nonnegative(),
  /** Raw cells as JSON lines of string arrays, one line a row, without the header. */
  cells: artifactRefSchema,
  /** Formulas of a spreadsheet's cells as JSON lines of `{ cell, formula }` (`D7`, `SUM(D2:D6)`); absent where it has none. */
  formulas: artifactRefSchema.optional(),
});
export type Table = z.infer<typeof tableSchema>;

/** Where a source came from. */
export const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('upload'), name: z.string() }),
  z.object({ kind: z.literal('web'), address: z.string(), fetchedAt: z.string() }),
]);
export type Origin = z.infer<typeof originSchema>;

/** An immutable snapshot that was read, or could not be, with the reason. */
export const sourceSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('read'),
    id: z.string(),
    title: z.string(),
    sha256: sha256Schema,
    mediaType: z.string(),
    bytes: z.int().nonnegative(),
    origin: originSchema,
    passageCount: z.int().nonnegative(),
    /** JSON lines of `Passage`, in document order. */
    passages: artifactRefSchema,
    tables: z.array(tableSchema),
    headings: z.array(z.string()).max(60),
    /** What of it could not be read, each a sentence with its remedy: `Pages 3 to 5 are images without text: ...`. */
    remarks: z.array(z.string().max(500)).max(50).optional(),
  }),
  z.object({
    status: z.literal('unreadable'),
    id: z.string(),
    title: z.string(),
    sha256: sha256Schema.nullable(),
    origin: originSchema,
    failure: failureSchema,
  }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** Content of the artifact that the ingest step gives: all sources of a job and the index over their passages. */
export const sourceSetSchema = z.object({
  sources: z.array(sourceSchema),
  index: artifactRefSchema.nullable(),
  /** The document that a `check` job checks, read as the sources are; never evidence for itself, so neither among them nor in the index. */
  document: sourceSchema.optional(),
});
export type SourceSet = z.infer<typeof sourceSetSchema>;
