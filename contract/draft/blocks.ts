import { z } from 'zod';
import { sha256Schema } from '../ids.ts';

/** One line of text: no line breaks, no white space at its ends. */
export const lineSchema = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^\S(?:[^\r\n\u2028\u2029]*\S)?$/, 'must be one line without white space at its ends');

/** The number that a piece of evidence goes by in a report: `e12`. */
export const evidenceIdSchema = z.string().regex(/^e[1-9]\d*$/);

/** A sentence of a draft. A `fact` is a claim and needs evidence. */
export const sentenceSchema = z.object({
  id: z.string().min(1).max(40),
  kind: z.enum(['fact', 'analysis', 'recommendation']),
  text: lineSchema,
  evidence: z.array(evidenceIdSchema),
});
export type Sentence = z.infer<typeof sentenceSchema>;

const blockId = z.string().min(1).max(40);

/** A block of a draft, discriminated on its type. */
export const blockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heading'), id: blockId, level: z.int().min(1).max(4), text: lineSchema }),
  z.object({ type: z.literal('paragraph'), id: blockId, sentences: z.array(sentenceSchema).min(1) }),
  z.object({
    type: z.literal('list'),
    id: blockId,
    ordered: z.boolean(),
    items: z.array(z.array(sentenceSchema).min(1)).min(1),
  }),
  /** A row is one claim: its text is its cells joined. */
  z.object({
    type: z.literal('table'),
    id: blockId,
    caption: lineSchema,
    columns: z.array(lineSchema).min(1),
    rows: z.array(z.object({ id: blockId, cells: z.array(z.string()), evidence: z.array(evidenceIdSchema) })),
  }),
  z.object({ type: z.literal('quotation'), id: blockId, sentences: z.array(sentenceSchema).min(1) }),
  z.object({ type: z.literal('figure'), id: blockId, caption: lineSchema, sha256: sha256Schema, alt: z.string() }),
]);
export type Block = z.infer<typeof blockSchema>;

/** What became of a faulty claim of a document under check: its words before and after (null where it was removed), and why. */
export const changeSchema = z.object({
  claimId: z.string(),
  action: z.enum(['changed', 'removed', 'kept']),
  before: z.string(),
  after: z.string().nullable(),
  evidence: z.array(evidenceIdSchema),
  reason: z.string().max(1_000),
});
export type Change = z.infer<typeof changeSchema>;

/** A report in the making: typed blocks. */
export const draftSchema = z.object({
  title: lineSchema,
  blocks: z.array(blockSchema),
  /** Of the corrected draft of a `check`: what it changes of the document as given. */
  changes: z.array(changeSchema).optional(),
});
export type Draft = z.infer<typeof draftSchema>;

/** A factual sentence, or row of a table, with the section it stands in. */
export interface Claim {
  id: string;
  text: string;
  kind: Sentence['kind'];
  evidence: string[];
  section: string;
}

/** Every sentence and table row of a draft in reading order; those of kind `fact` are its claims. */
export function claimsOf(draft: Draft): Claim[] {
  const claims: Claim[] = [];
  let section = draft.title;
  for (const block of draft.blocks) {
    switch (block.type) {
      case 'heading':
        section = block.text;
        break;
      case 'table':
        for (const row of block.rows)
          claims.push({ id: row.id, text: row.cells.join(' | '), kind: 'fact', evidence: row.evidence, section });
        break;
      case 'figure':
        break;
      default:
        for (const sentence of block.type === 'list' ? block.items.flat() : block.sentences)
          claims.push({ ...sentence, section });
    }
  }
  return claims;
}
