import type { JobRow } from '../../contract/api.ts';
import type { ArtifactRef } from '../../contract/artifact.ts';
import type { CallIdentity, CallOutcome, CallRow, Usage } from '../../contract/calls.ts';
import type { JobRecord } from '../../contract/record.ts';
import type { Decision, JobStatus } from '../../contract/state/job-state.ts';
import type { Finding } from '../../contract/verification.ts';

/** Whose rows a statement may see or write. */
export interface Tenant {
  organisation: string;
  owner: string;
}

/** One line of the change feed: `sequence` grows without gaps that a reader could miss. */
export interface Change {
  sequence: number;
  jobId: string;
  revision: number;
  at: string;
}

/** What a job list may be narrowed by. `cursor` is the `next` of the page before. */
export interface JobFilter {
  organisation: string;
  status?: JobStatus | 'open' | 'closed';
  query?: string;
  limit: number;
  cursor?: string;
}

/** Job records with revision and change feed. */
export interface JobLedger {
  /** Writes the record of revision 0. Answers the record that stands already where the id is taken, else null. */
  createJob(record: JobRecord): Promise<JobRecord | null>;
  /** One transaction: record, decisions and change-feed row; does nothing and answers false where `revision` is not newer. */
  writeRecord(record: JobRecord): Promise<boolean>;
  readRecord(jobId: string): Promise<JobRecord | null>;
  listJobs(filter: JobFilter): Promise<{ jobs: JobRow[]; next: string | null; counts: Record<string, number> }>;
  /** Records that are not ended. */
  openJobs(): Promise<{ jobId: string; revision: number; status: JobStatus }[]>;
  changesSince(sequence: number, limit: number): Promise<Change[]>;
  lastSequence(): Promise<number>;
  /** Removes a job's rows of every table. */
  deleteJob(jobId: string): Promise<void>;
  /** Every artifact hash that records or calls of jobs other than `jobId` name. */
  artifactsOfOthers(jobId: string): Promise<Set<string>>;
}

/** What was extracted from bytes, whoever asked: found again by hash and extractor version. */
export interface Extraction extends Tenant {
  sha256: string;
  extractor: string;
  result: ArtifactRef;
  createdAt: string;
}

export interface ExtractionLedger {
  findExtraction(sha256: string, extractor: string): Promise<Extraction | null>;
  /** The first one wins; answers the one that stands. */
  saveExtraction(extraction: Extraction): Promise<Extraction>;
  /** Forgets what was extracted from or into these artifacts: before they are deleted, or the next upload of the same bytes would find a ref to nothing. */
  forgetExtractions(hashes: readonly string[]): Promise<void>;
}

/** What is known before the provider is asked. */
export interface CallReservation extends Tenant {
  identity: CallIdentity;
  requestHash: string;
  holder: string;
  task: string;
  modelAsked: string;
  promptId: string;
  promptHash: string;
  request: ArtifactRef;
}

/** What the answer adds. */
export interface CallAnswer {
  outcome: CallOutcome;
  modelServed: string;
  answer: ArtifactRef;
  usage: Usage;
  costMicroUsd: number | null;
  latencyMs: number;
}

/** The journal of what was paid. */
export interface CallLedger {
  /** Reserves a call, or takes up the row that stands: an answered row is returned as it is, also where a deploy changed the prompt meanwhile, since it was paid; a reserved one gets the new holder and request. */
  reserveCall(reservation: CallReservation): Promise<CallRow>;
  /** Settles `where state = 'reserved'`; the first answer wins. A late one adds its cost to `wasteMicroUsd` and the row that stands is answered. */
  settleCall(identity: CallIdentity, answer: CallAnswer): Promise<CallRow>;
  /** Settles a reserved row with the answer of another call, at cost 0. */
  reuseCall(identity: CallIdentity, from: CallRow): Promise<CallRow>;
  /** An `ok` answer to the same request and sample within these jobs (the lineage), other than `identity` itself. */
  findReusable(
    requestHash: string,
    sample: number,
    lineage: readonly string[],
    identity: CallIdentity,
  ): Promise<CallRow | null>;
  listCalls(jobId: string): Promise<CallRow[]>;
}

/** Findings of verify, replaced by (job, generation, round). */
export interface FindingLedger {
  replaceFindings(
    place: Tenant & { jobId: string; generation: number; round: number },
    findings: readonly Finding[],
  ): Promise<void>;
  listFindings(jobId: string): Promise<{ generation: number; round: number; finding: Finding }[]>;
}

/** Decisions as accepted; written with the record. */
export interface DecisionLedger {
  listDecisions(jobId: string): Promise<Decision[]>;
}

/** The ledger: the SQL store. Throws `ledger-busy` where it stays locked for 1 s, `storage-full` on a full disk. */
export interface Ledger extends JobLedger, ExtractionLedger, CallLedger, FindingLedger, DecisionLedger {
  close(): Promise<void>;
}
