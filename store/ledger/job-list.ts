import { type SelectQueryBuilder, sql } from 'kysely';
import { type JobRow, type JobSort, jobRowSchema, type SortOrder } from '../../contract/job-list-api.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { checkLimit, readCursor, writeCursor } from './list-cursor.ts';
import type { JobFilter, JobListing } from './list-ports.ts';
import { STATUS_RANKS } from './listing.ts';
import { hasMember, membersOf } from './member-text.ts';
import { searchPatterns } from './search-text.ts';
import { parseStored } from './stored-json.ts';
import type { LedgerTables } from './tables.ts';

type Column = 'created_at' | 'updated_at' | 'cost_micro_usd' | 'title_folded' | 'status_rank' | 'job_id';
type Listed = SelectQueryBuilder<LedgerTables, 'listed_jobs', object>;

/** The columns of each sort, the id last, so that no two rows are alike; each has its index. */
const SORTS: Record<JobSort, { columns: readonly Column[]; order: SortOrder }> = {
  created: { columns: ['created_at', 'job_id'], order: 'desc' },
  updated: { columns: ['updated_at', 'job_id'], order: 'desc' },
  cost: { columns: ['cost_micro_usd', 'job_id'], order: 'desc' },
  title: { columns: ['title_folded', 'job_id'], order: 'asc' },
  status: { columns: ['status_rank', 'created_at', 'job_id'], order: 'asc' },
};
const NUMBERS: ReadonlySet<Column> = new Set(['cost_micro_usd', 'status_rank']);

/** So many owners and models are told to choose from. */
const FACETS_LIMIT = 200;

/** Listing jobs with counts by status. */
export function jobListOperations(database: LedgerDatabase): JobListing {
  return {
    async listJobs(filter) {
      const limit = checkLimit(filter.limit);
      const { columns, order: usual } = SORTS[filter.sort ?? 'created'];
      const order = filter.order ?? usual;
      const list = `jobs ${filter.sort ?? 'created'} ${order}`;
      const types = columns.map((column) => (NUMBERS.has(column) ? 'number' : 'string'));
      const after = filter.cursor === undefined ? null : readCursor(list, types, filter.cursor);
      const matching = matchingOf(filter);
      const [rows, counts] = await database.read(async (db) => {
        const found = matching(db.selectFrom('listed_jobs'));
        let page = found.select([...columns, 'job_row']);
        for (const column of columns) page = page.orderBy(column, order);
        if (filter.status !== undefined) page = page.where('status_rank', 'in', ranksOf(filter.status));
        if (after !== null) page = page.where(beyond(columns, order, after));
        const counted = found.select((eb) => ['status_rank', eb.fn.countAll<number>().as('jobs')]);
        return [await page.limit(limit + 1).execute(), await counted.groupBy('status_rank').execute()];
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      return {
        jobs: shown.map((row) => toJobRow(row)),
        next: more
          ? writeCursor(
              list,
              columns.map((column) => last[column]),
            )
          : null,
        counts: Object.fromEntries(counts.map((row) => [STATUS_RANKS[row.status_rank] ?? 'running', row.jobs])),
      };
    },
    async jobFacets(organisation) {
      const rows = await database.read((db) =>
        db
          .selectFrom('listed_jobs')
          .select(['owner', 'models'])
          .distinct()
          .where('organisation', '=', organisation)
          .execute(),
      );
      const first = (words: readonly string[]): string[] => [...new Set(words)].sort().slice(0, FACETS_LIMIT);
      return {
        owners: first(rows.map(({ owner }) => owner)),
        models: first(rows.flatMap(({ models }) => membersOf(models))),
      };
    },
  };
}

/** A row of the list as it was written. */
export function toJobRow({ job_id, job_row }: { job_id: string; job_row: string }): JobRow {
  return parseStored(jobRowSchema, job_row, `row of job ${job_id}`);
}

/** What every filter but the status leaves. */
function matchingOf(filter: JobFilter): (jobs: Listed) => Listed {
  const { kind, owner, createdFrom, createdTo, minCostMicroUsd, maxCostMicroUsd, hasFindings, ids } = filter;
  const patterns = searchPatterns(filter.query ?? '');
  return (jobs) => {
    let query = jobs.where('organisation', '=', filter.organisation);
    for (const pattern of patterns) query = query.where(sql<boolean>`search_text like ${pattern} escape '\\'`);
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (owner !== undefined) query = query.where('owner', '=', owner);
    if (filter.tag !== undefined) query = query.where(hasMember('tags', filter.tag));
    if (filter.model !== undefined) query = query.where(hasMember('models', filter.model));
    if (createdFrom !== undefined) query = query.where('created_at', '>=', createdFrom);
    if (createdTo !== undefined) query = query.where('created_at', '<', createdTo);
    if (minCostMicroUsd !== undefined) query = query.where('cost_micro_usd', '>=', minCostMicroUsd);
    if (maxCostMicroUsd !== undefined) query = query.where('cost_micro_usd', '<=', maxCostMicroUsd);
    if (ids !== undefined) query = query.where('job_id', 'in', [...ids]);
    if (hasFindings !== undefined) query = query.where('findings', hasFindings ? '>' : '=', 0);
    return query;
  };
}

function ranksOf(statuses: NonNullable<JobFilter['status']>): number[] {
  // A list that names none means none; SQL takes no empty list.
  return statuses.length === 0 ? [-1] : statuses.map((status) => STATUS_RANKS.indexOf(status));
}

/** What comes behind a row in the order of the list. */
function beyond(columns: readonly Column[], order: SortOrder, after: readonly (string | number)[]) {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(after.map((value) => sql.val(value)));
  return order === 'asc' ? sql<boolean>`(${names}) > (${values})` : sql<boolean>`(${names}) < (${values})`;
}
