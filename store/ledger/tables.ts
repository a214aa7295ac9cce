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

/** The tables of the ledger, as kysely types its queries. Integers are exact in JavaScript; instants are ISO text; refs and values are JSON text. */
export interface LedgerTables {
  jobs: JobsTable;
  changes: ChangesTable;
  extractions: ExtractionsTable;
  calls: CallsTable;
  decisions: DecisionsTable;
  findings: FindingsTable;
}
