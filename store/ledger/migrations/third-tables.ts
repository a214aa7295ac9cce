import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SqlDialect } from '../ledger-database.ts';
import { createTable, type TableShape, textType } from './create-table.ts';

const TABLES: Record<string, TableShape> = {
  listed_jobs: {
    texts: [
      ...['job_id', 'kind', 'title_folded', 'search_text', 'tags', 'models'],
      ...['created_at', 'updated_at', 'job_row'],
    ],
    integers: ['revision', 'form', 'status_rank', 'cost_micro_usd', 'findings'],
    key: ['job_id'],
    indexes: [
      ['organisation', 'created_at', 'job_id'],
      ['organisation', 'updated_at', 'job_id'],
      ['organisation', 'cost_micro_usd', 'job_id'],
      ['organisation', 'title_folded', 'job_id'],
      // Filters, counts and sorts by status.
      ['organisation', 'status_rank', 'created_at', 'job_id'],
    ],
  },
  open_gates: {
    texts: ['job_id', 'gate_id', 'opened_at', 'gate'],
    key: ['job_id', 'gate_id'],
    indexes: [['organisation', 'opened_at', 'job_id', 'gate_id']],
  },
};

/** Indexes on tables that stand: name, table, columns. */
const INDEXES: readonly (readonly [string, string, readonly string[]])[] = [
  // Tells whose row of the list is behind without reading records.
  ['jobs_by_job_id_revision', 'jobs', ['job_id', 'revision']],
  ['decisions_by_organisation_at', 'decisions', ['organisation', 'at', 'job_id', 'message_id']],
  ['calls_by_organisation_answered_at', 'calls', ['organisation', 'answered_at']],
  ['calls_by_job_id_reserved_at_call_key', 'calls', ['job_id', 'reserved_at', 'call_key']],
];

/**
 * What lists read: jobs without their records, gates that wait, and indexes for decisions and costs. Only additions, so that workers of
 * an older build still write. The rows are derived from the records, and made when the ledger is opened (`listing-refresh.ts`).
 */
export function thirdTables(dialect: SqlDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, shape] of Object.entries(TABLES)) await createTable(db, dialect, name, shape);
      await db.schema.alterTable('calls').addColumn('finish', textType(dialect)).execute();
      for (const [name, table, columns] of INDEXES)
        await db.schema
          .createIndex(name)
          .on(table)
          .columns([...columns])
          .execute();
      await db.schema.dropIndex('calls_by_job_id_reserved_at').execute();
    },
  };
}
