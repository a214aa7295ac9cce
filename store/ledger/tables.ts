import type { Generated } from 'kysely';

/** Whose row it is; on every table. */
interface TenantColumns {
  organisation: string;
  owner: string;
}

/** One job: its record as JSON, and what lists filter, sort and show as columns of their own. */
export interface JobsTable extends TenantColumns {
  job_id: string;
  revision: number;
  kind: string;
  question: string;
  /** Question and id folded for searching (`foldForSearch`). */
  search_text: string;
  status: string;
  sentence: string;
  risk: string;
  cost_micro_usd: number;
  unpriced_calls: number;
  created_at: string;
  updated_at: string;
  ended_at: string | null;
  record: string;
  /** The job it was forked from. */
  forked_from: string | null;
  /** The last run that its record names: whose history tells the end. */
  last_run_id: string | null;
}

/** One job as lists show, filter and sort it: derived from its record, and far smaller, so that a look at all of them is quick. */
export interface ListedJobsTable extends TenantColumns {
  job_id: string;
  /** Of the record that the row was made from. */
  revision: number;
  /** Version of how rows are made from records: `LISTING_FORM`. */
  form: number;
  kind: string;
  title_folded: string;
  /** Id, title, question and tags, folded for searching (`foldForSearch`). */
  search_text: string;
  /** Place of the status in `STATUS_RANKS`. */
  status_rank: number;
  /** As `memberText` writes lists. */
  tags: string;
  models: string;
  cost_micro_usd: number;
  /** Findings that stand and are more than a note. */
  findings: number;
  created_at: string;
  updated_at: string;
  /** The row as it is shown. */
  job_row: string;
}

/** Gates that wait for a person: derived from the records of open jobs. */
export interface OpenGatesTable extends TenantColumns {
  job_id: string;
  gate_id: string;
  opened_at: string;
  gate: string;
}

export interface ChangesTable extends TenantColumns {
  sequence: Generated<number>;
  job_id: string;
  revision: number;
  at: string;
}

export interface ExtractionsTable extends TenantColumns {
  sha256: string;
  extractor: string;
  result: string;
  result_sha256: string;
  created_at: string;
}

export interface CallsTable extends TenantColumns {
  call_key: string;
  job_id: string;
  generation: number;
  round: number;
  step: string;
  item: string;
  turn: number;
  attempt: number;
  sample: number;
  request_hash: string;
  state: string;
  holder: string;
  task: string;
  outcome: string | null;
  finish: string | null;
  model_asked: string;
  model_served: string | null;
  prompt_id: string;
  prompt_hash: string;
  request: string;
  answer: string | null;
  usage: string | null;
  cost_micro_usd: number | null;
  waste_micro_usd: number;
  latency_ms: number | null;
  reused_from: string | null;
  reserved_at: string;
  answered_at: string | null;
}

export interface DecisionsTable extends TenantColumns {
  job_id: string;
  message_id: string;
  at: string;
  decision: string;
}

export interface FindingsTable extends TenantColumns {
  job_id: string;
  generation: number;
  round: number;
  position: number;
  finding: string;
}

export interface RunHistoriesTable extends TenantColumns {
  job_id: string;
  run_id: string;
  status: string;
  events: number;
  bytes: number;
  artifact: string;
  first_event_at: string;
  last_event_at: string;
  stored_at: string;
}

/** Lines of the journal by their position in the whole of it, of which a record keeps the end. */
export interface JournalTable extends TenantColumns {
  job_id: string;
  position: number;
  at: string;
  place: string | null;
  actor: string | null;
  words: string;
  /** Null of lines that an older version wrote. */
  event: string | null;
}

/** One row: the instance that may write. */
export interface InstanceTable extends TenantColumns {
  name: string;
  epoch: number;
  holder: string;
  at: string;
}

/** A search of the list of jobs under its name, for everybody of the organisation. */
export interface SavedViewsTable extends TenantColumns {
  name: string;
  /** JSON, its names in the order of the alphabet. */
  search: string;
  saved_at: string;
}

/** The tables of the ledger, as kysely types its queries. Integers are exact in JavaScript; instants are ISO text; refs and values are JSON text. */
export interface LedgerTables {
  jobs: JobsTable;
  listed_jobs: ListedJobsTable;
  open_gates: OpenGatesTable;
  changes: ChangesTable;
  extractions: ExtractionsTable;
  calls: CallsTable;
  decisions: DecisionsTable;
  findings: FindingsTable;
  run_histories: RunHistoriesTable;
  journal: JournalTable;
  instance: InstanceTable;
  saved_views: SavedViewsTable;
}
