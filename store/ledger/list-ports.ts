import type { DecidedGate, WaitingGate } from '../../contract/approval-api.ts';
import type { ListedOutcome } from '../../contract/call-api.ts';
import type { CallRow } from '../../contract/calls.ts';
import type { JobKind, StepName } from '../../contract/job-kind.ts';
import type { JobFacets, JobRow, JobSort, SortOrder } from '../../contract/job-list-api.ts';
import type { JobStatus } from '../../contract/state/job-state.ts';
import type { SavedView } from '../../contract/views-api.ts';

/** A page of a list; `cursor` is the `next` of the page before. */
interface Paged {
  limit: number;
  cursor?: string | undefined;
}

/** What a job list may be narrowed and sorted by. */
export interface JobFilter extends Paged {
  organisation: string;
  status?: readonly JobStatus[] | undefined;
  /** Words that id, title, question or tags have. */
  query?: string | undefined;
  kind?: JobKind | undefined;
  model?: string | undefined;
  owner?: string | undefined;
  tag?: string | undefined;
  /** Instants; the second is not itself included. */
  createdFrom?: string | undefined;
  createdTo?: string | undefined;
  /** Both bounds included. */
  minCostMicroUsd?: number | undefined;
  maxCostMicroUsd?: number | undefined;
  /** Only these. */
  ids?: readonly string[] | undefined;
  hasFindings?: boolean | undefined;
  /** Unset, `created`. */
  sort?: JobSort | undefined;
  /** Unset, the usual one of the sort. */
  order?: SortOrder | undefined;
}

/** Jobs as lists show them, written with their records. */
export interface JobListing {
  /** Throws `request-invalid` for a cursor of another sort or order. `counts`: jobs by status under all filters but the status. */
  listJobs(filter: JobFilter): Promise<{ jobs: JobRow[]; next: string | null; counts: Record<string, number> }>;
  /** Owners and models that there are jobs of, at most 200 of each. */
  jobFacets(organisation: string): Promise<JobFacets>;
}

/** What a list of calls may be narrowed by. */
export interface CallFilter extends Paged {
  jobId: string;
  step?: StepName | undefined;
  item?: string | undefined;
  outcome?: ListedOutcome | undefined;
}

/** Calls of a job page by page, the oldest first. */
export interface CallPages {
  pageCalls(filter: CallFilter): Promise<{ calls: CallRow[]; next: string | null; total: number }>;
  readCall(jobId: string, key: string): Promise<CallRow | null>;
}

/** Which approvals to tell. */
export interface ApprovalFilter extends Paged {
  organisation: string;
}

/** Gates and decisions over all jobs. */
export interface ApprovalLedger {
  /** The oldest first. */
  waitingGates(filter: ApprovalFilter): Promise<{ waiting: WaitingGate[]; next: string | null }>;
  /** The newest first. */
  decidedGates(filter: ApprovalFilter): Promise<{ decided: DecidedGate[]; next: string | null }>;
  countOpenGates(organisation: string): Promise<number>;
}

/** Sums over the answered calls of one job for one step, task and model, within a time. */
export interface CostGroup {
  jobId: string;
  kind: string;
  owner: string;
  step: string;
  task: string;
  /** The one that served, else the one that was asked. */
  model: string;
  /** Asked of a provider. */
  calls: number;
  unpricedCalls: number;
  costMicroUsd: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  reusedCalls: number;
  savedMicroUsd: number;
  savedUnknownCalls: number;
  failedCalls: number;
  failedMicroUsd: number;
  failedTokens: number;
  failedUnpricedCalls: number;
  lateMicroUsd: number;
}

/** What calls cost. */
export interface CostLedger {
  /** Calls that were answered from `from` to before `to`: instants of which both stand in one day, so that no statement takes long. */
  sumCosts(span: { organisation: string; from: string; to: string }): Promise<CostGroup[]>;
  /** Titles of jobs by id. */
  titlesOf(jobIds: readonly string[]): Promise<Map<string, string>>;
}

/** Searches of the list of jobs under names. */
export interface SavedViewLedger {
  /** By name. */
  listViews(organisation: string): Promise<SavedView[]>;
  /**
   * Without `replace`, a name that stands keeps its search: `same` where it is this one, else `exists`. `full` where there are as many as there
   * may be.
   */
  saveView(organisation: string, view: SavedView, replace: boolean): Promise<'saved' | 'same' | 'exists' | 'full'>;
  deleteView(organisation: string, name: string): Promise<void>;
}

/** Everything that lists over jobs, calls, gates and costs read, and how they are looked at. */
export interface ListLedger extends JobListing, CallPages, ApprovalLedger, CostLedger, SavedViewLedger {}
