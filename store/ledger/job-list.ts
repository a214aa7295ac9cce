import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type JobRow, jobRowSchema } from '../../contract/api.ts';
import { DossierError } from '../../contract/failures.ts';
import type { JobStatus } from '../../contract/state/job-state.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { JobFilter, JobLedger } from './port.ts';
import { searchPatterns } from './search-text.ts';
import { checkStored } from './stored-json.ts';
import type { LedgerTables } from './tables.ts';

const LONGEST_PAGE = 1_000;
const CLOSED: readonly JobStatus[] = ['done', 'rejected', 'cancelled', 'aborted'];
const OPEN: readonly JobStatus[] = ['running', 'waiting', 'needs_attention', 'paused'];

const COLUMNS = [
  ...(['job_id', 'kind', 'question', 'status', 'sentence', 'owner', 'risk', 'revision'] as const),
  ...(['cost_micro_usd', 'unpriced_calls', 'created_at', 'updated_at', 'ended_at'] as const),
] as const;
type Row = Pick<LedgerTables['jobs'], (typeof COLUMNS)[number]>;

/** Listing jobs from columns, the newest first. */
export function jobListOperations(database: LedgerDatabase): Pick<JobLedger, 'listJobs'> {
  return {
    async listJobs(filter) {
      const limit = checkLimit(filter.limit);
      const patterns = searchPatterns(filter.query ?? '');
      const after = filter.cursor === undefined ? null : readCursor(filter.cursor);
      const [rows, counts] = await database.read(async (db) => {
        const found = matching(db.selectFrom('jobs'), filter.organisation, patterns);
        let page = found.select(COLUMNS).orderBy('created_at', 'desc').orderBy('job_id', 'desc');
        if (filter.status !== undefined) page = page.where('status', 'in', statusesOf(filter.status));
        if (after !== null) page = page.where((eb) => eb(eb.refTuple('created_at', 'job_id'), '<', eb.tuple(...after)));
        const counted = found.select((eb) => ['status', eb.fn.countAll<number>().as('jobs')]).groupBy('status');
        return [await page.limit(limit + 1).execute(), await counted.execute()];
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        jobs: shown.map(toJobRow),
        next: rows.length > limit && last !== undefined ? writeCursor([last.created_at, last.job_id]) : null,
        counts: Object.fromEntries(counts.map((row) => [row.status, row.jobs])),
      };
    },
  };
}

function matching(
  jobs: SelectQueryBuilder<LedgerTables, 'jobs', object>,
  organisation: string,
  patterns: readonly string[],
): SelectQueryBuilder<LedgerTables, 'jobs', object> {
  return patterns.reduce(
    (query, pattern) => query.where(sql<boolean>`search_text like ${pattern} escape '\\'`),
    jobs.where('organisation', '=', organisation),
  );
}

function statusesOf(status: NonNullable<JobFilter['status']>): readonly JobStatus[] {
  if (status === 'open') return OPEN;
  return status === 'closed' ? CLOSED : [status];
}

function toJobRow(row: Row): JobRow {
  const { job_id, cost_micro_usd, unpriced_calls, created_at, updated_at, ended_at, ...same } = row;
  const value = {
    ...same,
    id: job_id,
    costMicroUsd: cost_micro_usd,
    unpricedCalls: unpriced_calls,
    createdAt: created_at,
    updatedAt: updated_at,
    endedAt: ended_at,
  };
  return checkStored(jobRowSchema, value, `row of job ${job_id}`);
}

function checkLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= LONGEST_PAGE) return limit;
  throw new DossierError('request-invalid', `A page holds 1 to ${LONGEST_PAGE} jobs.`, { field: 'limit' });
}

// The place after the last row of a page: jobs that come or change meanwhile neither shift nor repeat anything.
type Cursor = [createdAt: string, jobId: string];
const cursorSchema = z.tuple([z.string().max(40), z.string().max(200)]);

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (error) {
    throw new DossierError('request-invalid', 'This cursor does not come from a page before.', {
      field: 'cursor',
      cause: error,
    });
  }
}
