import { z } from 'zod';
import { LINK_LENGTH } from './links.ts';

/** How far reading the documents of a job is: the details of its heartbeats. */
export const readingProgressSchema = z.object({
  /** Number of the document that is read, from 1. */
  source: z.int().nonnegative(),
  of: z.int().nonnegative(),
  name: z.string().max(500),
  /** Passages and rows of all documents so far. */
  passages: z.int().nonnegative(),
  rows: z.int().nonnegative(),
});
export type ReadingProgress = z.infer<typeof readingProgressSchema>;

/** The page that is asked for: the details of the heartbeats of fetching one. */
export const fetchingPageSchema = z.object({ page: z.string().max(LINK_LENGTH) });
export type FetchingPage = z.infer<typeof fetchingPageSchema>;

/** What a job does right now: the tail of what a model writes (the details of a model call's heartbeats, at most 2 KB of text), documents that are read, pages that are fetched. Never in history. */
export const liveTextSchema = z.object({
  /** Key of the place that the call serves. */
  place: z.string().max(200),
  task: z.string().max(60),
  text: z.string().max(4_000),
  /** Characters written so far. */
  outputChars: z.int().nonnegative(),
  /** Where the call failed and is tried again: the try that is under way or waits, and why the last one failed. Added by the API. */
  retry: z.object({ attempt: z.int(), words: z.string() }).optional(),
  /** Where documents are read: how far. */
  reading: readingProgressSchema.optional(),
  /** Where a page is fetched: its address. */
  page: z.string().optional(),
});
export type LiveText = z.infer<typeof liveTextSchema>;
