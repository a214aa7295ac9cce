import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SqlDialect } from '../ledger-database.ts';
import { createTable, type TableShape } from './create-table.ts';

const SAVED_VIEWS: TableShape = {
  texts: ['name', 'search', 'saved_at'],
  key: ['organisation', 'name'],
};

/** Saved views of the list of jobs. */
export function fourthTables(dialect: SqlDialect): Migration {
  return {
    up: (db: Kysely<unknown>) => createTable(db, dialect, 'saved_views', SAVED_VIEWS),
  };
}
