import { z } from 'zod';
import { artifactRefSchema } from '../../../contract/artifact.ts';
import { locatorSchema } from '../../../contract/evidence/locator.ts';
import { tableSchema } from '../../../contract/evidence/source.ts';
import { failureSchema } from '../../../contract/failures.ts';

/** A passage before it belongs to a job: its id is its line number, and a table in its locator is a key such as `t1`. */
export const extractedPassageSchema = z.object({
  locator: locatorSchema,
  headings: z.array(z.string()),
  text: z.string(),
  /** Whether it is searched; a lone heading is not, its words count with the passages below it. */
  indexed: z.boolean(),
});
export type ExtractedPassage = z.infer<typeof extractedPassageSchema>;

/** A table before it belongs to a job. */
export const extractedTableSchema = tableSchema
  .pick({ columns: true, rows: true, cells: true, formulas: true })
  .extend({ key: z.string(), title: z.string().nullable() });
export type ExtractedTable = z.infer<typeof extractedTableSchema>;

/** Content of the artifact that the ledger's extraction names: what reading the bytes gave, whoever attached them under whatever name. */
export const extractionSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('read'),
    mediaType: z.string(),
    passageCount: z.int().nonnegative(),
    passages: artifactRefSchema,
    tables: z.array(extractedTableSchema),
    headings: z.array(z.string()),
    /** What of it could not be read, each a sentence with its remedy. */
    remarks: z.array(z.string().max(500)).max(50).optional(),
  }),
  z.object({ status: z.literal('unreadable'), failure: failureSchema }),
]);
export type ExtractionContent = z.infer<typeof extractionSchema>;
