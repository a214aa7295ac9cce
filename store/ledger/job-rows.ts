import type { Insertable } from 'kysely';
import { instantOf } from '../../contract/instants.ts';
import type { JobRecord } from '../../contract/record.ts';
import { foldForSearch } from './search-text.ts';
import type { JobsTable } from './tables.ts';

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
  };
}
