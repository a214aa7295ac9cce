import type { ArtifactRef } from '../../contract/artifact.ts';
import type { CallIdentity, CallOutcome, CallRow, Usage } from '../../contract/calls.ts';
import type { JobRecord } from '../../contract/record.ts';
import type { Decision, JobStatus, JournalEntry } from '../../contract/state/job-state.ts';
import type { Finding } from '../../contract/verification.ts';
import type { ListLedger } from './list-ports.ts';

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

/** Rings until it is stopped. While it is not `isHeard`, changes may have been missed: read the feed by the clock. */
export interface FeedBell {
  readonly isHeard: boolean;
  stop(): void;
}

/** Job records with revision and change feed. */
export interface JobLedger {
  /** Writes the record of revision 0. Answers the record that stands already where the id is taken, else null. */
  createJob(record: JobRecord): Promise<JobRecord | null>;
  /** One transaction: record, decisions and change-feed row; does nothing and answers false where `revision` is not newer. */
  writeRecord(record: JobRecord): Promise<boolean>;
  /**
   * Replaces a record whose job went back behind it: the workflow is the authority, whatever its revision. Decisions and lines of the journal that
   * it no longer knows go. Does nothing and answers false where the record that stands is no longer of revision `held`.
   */
  yieldRecord(record: JobRecord, held: number): Promise<boolean>;
  readRecord(jobId: string): Promise<JobRecord | null>;
  /** Records that are not ended. */
  openJobs(): Promise<{ jobId: string; revision: number; status: JobStatus }[]>;
  /** Jobs that were forked from this one, the oldest first. */
  forksOf(jobId: string): Promise<{ jobId: string; createdAt: string }[]>;
  changesSince(sequence: number, limit: number): Promise<Change[]>;
  lastSequence(): Promise<number>;
  /** Rings when the feed may have grown; null where the store cannot tell, so that the feed must be read again and again. */
  onChange(ring: () => void): FeedBell | null;
  /** Removes a job's rows of every table. */
  deleteJob(jobId: string): Promise<void>;
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
  /** How the answer ended, in the provider's word. */
  finish?: string;
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
  /** The oldest `ok` answer to the same request and sample within these jobs (the lineage), other than `identity` itself and these keys. */
  findReusable(
    requestHash: string,
    sample: number,
    lineage: readonly string[],
    identity: CallIdentity,
    without?: readonly string[],
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

/** The stored history of one run, which outlives Temporal's retention. */
export interface RunHistory extends Tenant {
  jobId: string;
  runId: string;
  /** How the run ended, in Temporal's word: `COMPLETED`, `CONTINUED_AS_NEW`, `TERMINATED`. */
  status: string;
  events: number;
  /** Size of the events as JSON; the artifact is smaller. */
  bytes: number;
  artifact: ArtifactRef;
  firstEventAt: string;
  lastEventAt: string;
  storedAt: string;
}

/** Stored histories by job. */
export interface RunHistoryLedger {
  /** The one with more events stands, else the first. */
  saveRunHistory(history: RunHistory): Promise<void>;
  /** In the order in which the runs began. */
  listRunHistories(jobId: string): Promise<RunHistory[]>;
  /** Ids above `after` of ended jobs whose last run has no stored history, in their order. */
  closedWithoutHistory(after: string, limit: number): Promise<string[]>;
}

/** The whole journal of a job: written with its records, which keep only its end. */
export interface JournalLedger {
  /** By position, from 0, the oldest first. */
  listJournal(jobId: string): Promise<{ position: number; entry: JournalEntry }[]>;
}

/** Which start of an instance may write to this ledger. */
export interface InstanceLedger {
  /** The epoch under which this ledger writes; null where it is not fenced. */
  readonly epoch: number | null;
  /** Takes the ledger over for a new start; answers its epoch, which is above every one before. The newest holder keeps the epoch it has. */
  raiseEpoch(holder: string): Promise<number>;
  /** The epoch of the newest start; 0 where there was none. */
  currentEpoch(): Promise<number>;
}

/** What a row says that may name artifacts. */
export interface NamingRow {
  /** Null for an extraction, which belongs to bytes. */
  jobId: string | null;
  /** The step that wrote it, where the row is that of a step. */
  step: string | null;
  /** JSON. */
  text: string;
}

/** What the ledger names. */
export interface NamingLedger {
  /** Every row that may name artifacts, of one job or of all, with all extractions; one at a time. */
  namingRows(jobId?: string): AsyncIterable<NamingRow>;
  /** Documents and what was extracted from them. */
  extractionEdges(): AsyncIterable<{ sha256: string; result: string }>;
}

/** The ledger: the SQL store. Throws `ledger-busy` where it stays locked (1 s; 5 s in PostgreSQL), `storage-full` on a full disk. */
export interface Ledger
  extends JobLedger,
    ExtractionLedger,
    CallLedger,
    FindingLedger,
    DecisionLedger,
    RunHistoryLedger,
    JournalLedger,
    ListLedger,
    InstanceLedger,
    NamingLedger {
  close(): Promise<void>;
}
