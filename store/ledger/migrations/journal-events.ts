import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SqlDialect } from '../ledger-database.ts';
import { textType } from './create-table.ts';

/** Which event wrote a line of the journal. Lines that stand have none, and workers of an older build write none. */
export function journalEvents(dialect: SqlDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('journal').addColumn('event', textType(dialect)).execute();
    },
  };
}
