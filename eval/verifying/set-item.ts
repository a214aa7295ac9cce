import { z } from 'zod';

/** What was done to a claim. */
export const alterationSchema = z.enum([
  'number',
  'unit',
  'date',
  'name',
  'negation',
  'scope',
  'quote',
  'wrong source',
  'invented source',
  'merged',
  'outdated',
]);
export type Alteration = z.infer<typeof alterationSchema>;

/** What a claim cites, in words that do not depend on how documents are read. */
const citedSchema = z.discriminatedUnion('kind', [
  /** Words of a document. */
  z.object({ kind: z.literal('words'), document: z.string(), quote: z.string() }),
  /** A cell of a CSV: the value of a column in the row whose key column holds the key. */
  z.object({
    kind: z.literal('cell'),
    document: z.string(),
    column: z.string(),
    keyColumn: z.string(),
    key: z.string(),
  }),
]);
export type Cited = z.infer<typeof citedSchema>;

/** One claim of the frozen set. */
export const setItemSchema = z.object({
  id: z.string(),
  /** Null for a true claim. */
  alteration: alterationSchema.nullable(),
  /** How a true claim was reworded, or what exactly was altered. */
  note: z.string(),
  text: z.string(),
  cited: citedSchema,
  /** What stands in place of the citation: other words that the document is said to hold, or a passage that there is not. */
  forged: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('quote'), quote: z.string() }),
      z.object({ kind: z.literal('passage') }),
    ])
    .nullable(),
  /** A newer edition that stands among the sources besides: its text says another value. */
  newer: z.string().nullable(),
});
export type SetItem = z.infer<typeof setItemSchema>;
