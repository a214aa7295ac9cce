import type { Insertable } from 'kysely';
import { instantOf } from '../../contract/instants.ts';
import type { JobRecord } from '../../contract/record.ts';
import { foldForSearch } from './search-text.ts';
import type { JobsTable } from './tables.ts';

/** The columns that a newer record replaces; whose job it is and when it was made never change. */
export const CHANGING_COLUMNS = [
  ...(['revision', 'question', 'search_text', 'status', 'sentence', 'risk', 'cost_micro_usd'] as const),
  ...(['unpriced_calls', 'updated_at', 'ended_at', 'record', 'forked_from', 'last_run_id'] as const),
] as const;

/** The row of a record: the whole of it as JSON, and beside it what lists need. */
export function jobRowOf(record: JobRecord): Insertable<JobsTable> {
  const { view } = record;
  return {
    job_id: record.jobId,
    organisation: record.organisation,
    owner: record.owner,
    revision: record.revision,
    kind: view.kind,
    question: view.question,
    search_text: foldForSearch(`${record.jobId}\n${view.question}`),
    status: view.status,
    sentence: view.sentence,
    risk: view.risk,
    cost_micro_usd: view.totals.costMicroUsd,
    unpriced_calls: view.totals.unpricedCalls,
    created_at: view.createdAt,
    updated_at: instantOf(Date.now()),
    ended_at: view.endedAt,
    record: JSON.stringify(record),
    forked_from: record.state?.lineage.forkedFrom ?? null,
    last_run_id: record.state?.runIds.at(-1) ?? null,
  };
}
