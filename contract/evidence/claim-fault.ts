import type { Finding } from '../verification.ts';
import type { RecordedQuery } from './evidence.ts';

/** What a check found wrong with one claim: a finding without its place. */
export interface ClaimFault extends Pick<Finding, 'check' | 'message' | 'evidence'> {
  /** `blocking` where it is certain, `warning` where it is a hint for whoever reads the claim again. */
  severity: 'blocking' | 'warning';
  /** Whether the evidence says otherwise, or only says less. */
  against: boolean;
}

/** One piece of evidence with all that stands around its words. */
export interface CitedWords {
  id: string;
  quote: string;
  /** Whether its passage is rows of a table, so that the row around a quoted cell belongs to it. */
  tabular: boolean;
  /** The passage that holds the quote; empty for a query. */
  passage: string;
  headings: readonly string[];
  /** Title of its source. */
  title: string;
  query: RecordedQuery | null;
}

/** A sentence, row, heading or caption, and what it cites. */
export interface CheckedWords {
  text: string;
  cited: readonly CitedWords[];
}

/** A check of one claim against what it cites. `remarks` say how a number was computed where it is not written alike. */
export type ClaimCheck = (claim: CheckedWords) => { faults: ClaimFault[]; remarks?: string[] };

/** The ids of what a claim cites. */
export function citedIds({ cited }: CheckedWords): string[] {
  return cited.map(({ id }) => id);
}

/** A text cut to what fits a message. */
export function shown(text: string, most = 160): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

/** What stands around a quote without being it: the lines of a table that it is cut from, headings, title. */
export function surroundings({ passage, headings, title }: CitedWords): string {
  return [passage, ...headings, title].join('\n');
}
