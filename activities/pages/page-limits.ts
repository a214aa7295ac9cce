import { DOCUMENT_LIMITS } from '../documents/reading/document-limits.ts';

/** Bounds on fetching one page; times in milliseconds. */
export interface PageLimits {
  connectMs: number;
  /** From the connection to the end of the answer's head. */
  headMs: number;
  /** Everything together, redirects and content included. */
  wholeMs: number;
  redirects: number;
  /** Bytes of the content, on the wire and after decompression. */
  bytes: number;
}

/** The bounds of every job. */
export const PAGE_LIMITS: PageLimits = {
  connectMs: 10_000,
  headMs: 30_000,
  wholeMs: 120_000,
  redirects: 5,
  bytes: DOCUMENT_LIMITS.fileBytes,
};
