import { z } from 'zod';
import { draftSchema } from './draft/blocks.ts';
import { locatorSchema } from './evidence/locator.ts';
import { columnSchema, passageSchema } from './evidence/source.ts';
import { questionSchema } from './questions.ts';
import { findingSchema, verdictSchema } from './verification.ts';

/** A table that a recorded query reads, with its raw cells, so that the query can be run again from the bundle alone. */
export const bundledTableSchema = z.object({
  name: z.string(),
  title: z.string(),
  columns: z.array(columnSchema),
  rows: z.int().nonnegative(),
  /** SHA-256 of the cells as JSON lines, one array of text a row: the same whenever the same bytes are read. */
  sha256: z.string(),
  /** Row by row, without the header; null where they are more than a bundle holds. */
  cells: z.array(z.array(z.string())).nullable(),
  /** Why the cells are not here; null where they are. */
  omitted: z.string().nullable(),
});
export type BundledTable = z.infer<typeof bundledTableSchema>;

/** A source as a bundle holds it: read, or unreadable with the reason in `failure`. */
export const bundledSourceSchema = z.object({
  id: z.string(),
  title: z.string(),
  sha256: z.string().nullable(),
  mediaType: z.string(),
  /** The file's name, or the address of a web page. */
  origin: z.string(),
  /** When the snapshot of a web page was taken; null for a file. */
  fetchedAt: z.string().nullable(),
  failure: z.string().nullable(),
  /** What a person can do about the failure; null where there is none. */
  remedy: z.string().nullable().optional(),
  /** What of it could not be read, each a sentence. */
  remarks: z.array(z.string()),
  /** The passages that are cited and those before and behind them, in document order. */
  passages: z.array(passageSchema),
  /** The tables that recorded queries read. */
  tables: z.array(bundledTableSchema),
});
export type BundledSource = z.infer<typeof bundledSourceSchema>;

/** A sentence or row with what became of it. */
export const bundledClaimSchema = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.string(),
  evidence: z.array(z.string()),
  verdict: verdictSchema,
  reason: z.string(),
  section: z.string(),
});
export type BundledClaim = z.infer<typeof bundledClaimSchema>;

/** A question that was asked before a decision; `failure` says in words why no model answered. */
export const bundledQuestionSchema = questionSchema.extend({ failure: z.string().nullable() });

/** One difference between a document that was checked and its corrected form, or what was kept although it was found faulty. */
export const changeSchema = z.object({
  kind: z.enum(['changed', 'removed', 'added', 'kept']),
  /** The sentence of the document as it was given; null for one that was added. */
  before: z.object({ id: z.string(), text: z.string(), section: z.string() }).nullable(),
  /** The sentence of the corrected document; null for one that was removed. */
  after: z.object({ id: z.string(), text: z.string(), section: z.string() }).nullable(),
  /** What the new words rest on, or what speaks against the old ones. */
  evidence: z.array(z.string()),
  /** Why it was done: the words of the correction, else what re-reading found. */
  reason: z.string(),
  /** What re-reading found wrong, where the reason is another; null where nothing was, or where it is the reason. */
  found: z.string().nullable().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** The report itself, and what shows that the bundle is as it was written. */
export const bundledReportSchema = z.object({
  markdown: z.string(),
  /** The report's own text as typed blocks; `claims` are its sentences and rows. */
  draft: draftSchema,
  /** Of a `check` job: the document as it was given and what was found about it; null for a report. */
  original: z
    .object({
      /** The document itself; absent where its bytes were not kept apart. */
      document: z
        .object({ name: z.string(), sha256: z.string().nullable(), remarks: z.array(z.string()) })
        .nullable()
        .optional(),
      draft: draftSchema,
      /** Where its sentences and rows stand in it, by their ids. */
      places: z.record(z.string(), locatorSchema).optional(),
      claims: z.array(bundledClaimSchema),
      findings: z.array(findingSchema),
    })
    .nullable(),
  /** Of a `check` job: what was changed, in reading order. */
  changes: z.array(changeSchema),
  /** The first 16 digits of the SHA-256 of each part's canonical JSON, by its place such as `claims[3]`: they tell what was altered. */
  parts: z.record(z.string(), z.string()),
  /** SHA-256 of the bundle's canonical JSON without this member: it tells that something was altered. */
  seal: z.string(),
});
