import type { Insertable, Transaction } from 'kysely';
import { z } from 'zod';
import { instantOf } from '../../contract/instants.ts';
import type { FindingCounts, JobRow } from '../../contract/job-list-api.ts';
import type { JobRecord } from '../../contract/record.ts';
import type { JobStatus } from '../../contract/state/job-state.ts';
import { stepInWords, titleOf, titleParts, verifiedAt, waitsForOf } from '../../contract/state/listed.ts';
import { findingSchema } from '../../contract/verification.ts';
import { memberText } from './member-text.ts';
import { foldForSearch } from './search-text.ts';
import { jsonOrNull } from './stored-json.ts';
import type { LedgerTables, ListedJobsTable } from './tables.ts';

/** Version of how rows are made from records; raise it with every change of that, and all rows are made anew at the next opening. */
export const LISTING_FORM = 1;
/** The states as lists sort them, the most urgent first. Rows hold the place in this list: with a change of it goes another `LISTING_FORM`. */
export const STATUS_RANKS: readonly JobStatus[] = [
  ...(['needs_attention', 'waiting', 'running', 'paused'] as const),
  ...(['done', 'rejected', 'cancelled', 'aborted'] as const),
];

/** Characters of a title that it is sorted by. */
const SORTED_LENGTH = 200;

/** Writes what lists show of a record, in the transaction that writes the record: its row, and its gates that wait. */
export async function writeListing(
  transaction: Transaction<LedgerTables>,
  record: JobRecord,
  updatedAt = instantOf(Date.now()),
): Promise<void> {
  const row = listedRow(record, await standingFindings(transaction, record), updatedAt);
  await transaction
    .insertInto('listed_jobs')
    .values(row)
    .onConflict((conflict) => conflict.column('job_id').doUpdateSet(row))
    .execute();
  await transaction.deleteFrom('open_gates').where('job_id', '=', record.jobId).execute();
  const gates = record.view.endedAt === null ? record.view.gates : [];
  if (gates.length === 0) return;
  const { jobId, organisation, owner } = record;
  const rows = gates.map((gate) => ({
    ...{ job_id: jobId, organisation, owner, gate_id: gate.id, opened_at: gate.openedAt },
    gate: JSON.stringify(gate),
  }));
  await transaction
    .insertInto('open_gates')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['job_id', 'gate_id']).doNothing())
    .execute();
}

function listedRow(record: JobRecord, findings: FindingCounts, updatedAt: string): Insertable<ListedJobsTable> {
  const shown = shownRow(record, findings, updatedAt);
  return {
    job_id: record.jobId,
    organisation: record.organisation,
    owner: record.owner,
    revision: record.revision,
    form: LISTING_FORM,
    kind: shown.kind,
    // Folding may make a text many times as long, and an index takes no long ones.
    title_folded: [...foldForSearch(shown.title)].slice(0, SORTED_LENGTH).join(''),
    search_text: foldForSearch([shown.id, shown.title, shown.question, ...shown.tags].join('\n')),
    status_rank: STATUS_RANKS.indexOf(shown.status),
    tags: memberText(shown.tags),
    models: memberText(shown.models),
    cost_micro_usd: shown.costMicroUsd,
    findings: findings.blocking + findings.warning,
    created_at: shown.createdAt,
    updated_at: updatedAt,
    job_row: JSON.stringify(shown),
  };
}

function shownRow(record: JobRecord, findings: FindingCounts, updatedAt: string): Omit<JobRow, 'overlay'> {
  const { view } = record;
  const { kind, question, status, sentence, risk, tags, models, generation, totals, limitMicroUsd } = view;
  return {
    ...{ id: record.jobId, kind, question, status, sentence, risk, tags, models, generation, limitMicroUsd },
    title: titleOf(titleParts(record)),
    step: view.endedAt === null ? stepInWords(view.steps) : null,
    owner: record.owner,
    revision: record.revision,
    costMicroUsd: totals.costMicroUsd,
    unpricedCalls: totals.unpricedCalls,
    inputTokens: totals.inputTokens,
    outputTokens: totals.outputTokens,
    waitsFor: waitsForOf(view),
    findings,
    createdAt: view.createdAt,
    startedAt: record.revision === 0 ? null : view.startedAt,
    updatedAt,
    endedAt: view.endedAt,
  };
}

const severityOf = z.object({ severity: findingSchema.shape.severity });

/** The findings of the verification that stands; of a fork that took it over, those of the job that made it. */
async function standingFindings(
  transaction: Transaction<LedgerTables>,
  { jobId, view }: JobRecord,
): Promise<FindingCounts> {
  const counts: FindingCounts = { blocking: 0, warning: 0, note: 0 };
  const at = verifiedAt(view.steps);
  if (at === null) return counts;
  const jobs = [jobId, ...view.lineage.ancestors];
  const rows = await transaction
    .selectFrom('findings')
    .select(['job_id', 'finding'])
    .where('job_id', 'in', jobs)
    .where('generation', '=', at.generation)
    .where('round', '=', at.round)
    .execute();
  const made = jobs.find((id) => rows.some((row) => row.job_id === id));
  for (const { job_id, finding } of rows) {
    if (job_id !== made) continue;
    // What does not fit its form fails where findings are read; a list must not fail with it.
    const read = severityOf.safeParse(jsonOrNull(finding));
    if (read.success) counts[read.data.severity] += 1;
  }
  return counts;
}
