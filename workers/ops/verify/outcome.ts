/** Which of the re-checks found it. */
export type CheckName = 'form' | 'seal' | 'evidence' | 'claim' | 'report' | 'original';

/** Something in a bundle that does not hold: what checked it, where it stands, and what is wrong in a sentence. */
export interface Discrepancy {
  check: CheckName;
  /** A place in the bundle such as `evidence[3], id e4`, or the name of an original. */
  place: string;
  message: string;
}

/** What was looked at, in numbers. */
export interface VerifyCounts {
  sources: number;
  passages: number;
  quotes: number;
  queries: number;
  claims: number;
  /** Originals that were found among the given files and read again. */
  originals: number;
}

/** What re-checking a bundle gave. `notChecked` names what could not be looked at; it is no discrepancy. */
export interface VerifyOutcome {
  job: { id: string; question: string } | null;
  counts: VerifyCounts;
  discrepancies: Discrepancy[];
  notChecked: string[];
}
