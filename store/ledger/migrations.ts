import { sql, type Transaction } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { DossierError } from '../../contract/failures.ts';
import type { SqlDialect } from './ledger-database.ts';
import { firstTables } from './migrations/first-tables.ts';
import { fourthTables } from './migrations/fourth-tables.ts';
import { journalEvents } from './migrations/journal-events.ts';
import { secondTables } from './migrations/second-tables.ts';
import { thirdTables } from './migrations/third-tables.ts';
import type { LedgerTables } from './tables.ts';

/** Every migration by name, in order. What was released is never changed: a change of tables is a new line. */
function migrations(dialect: SqlDialect): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(dialect),
    '0002-second-tables': secondTables(dialect),
    '0003-third-tables': thirdTables(dialect),
    '0004-fourth-tables': fourthTables(dialect),
    '0005-journal-events': journalEvents(dialect),
  };
}

/**
 * Brings the tables up to date, all in the given transaction: a second process that starts at the same moment waits for it and finds it done.
 * Throws `storage-failed` where a newer version of Dossier made these tables.
 */
export async function migrateToLatest(transaction: Transaction<LedgerTables>, dialect: SqlDialect): Promise<void> {
  const provider = { getMigrations: async () => migrations(dialect) };
  const migrator = new Migrator({ db: transaction, provider });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Asked only now, so that a ledger in order costs no query more; where the transaction is broken, the error stands for itself.
  const made = await madeBy(transaction).catch((): string[] => []);
  if (made.some((name) => !Object.hasOwn(migrations(dialect), name)))
    throw new DossierError('storage-failed', 'This ledger was made by a newer version of Dossier.', {
      cause: error,
      remedy: 'Start the newer version, or choose another data folder.',
    });
  throw error;
}

/** Names of the migrations that made the tables. */
async function madeBy(transaction: Transaction<LedgerTables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(
    transaction,
  );
  return rows.map(({ name }) => name);
}
