import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { asStorageError } from '../disk-errors.ts';
import { OPENING_LIMIT_MS, retryWhileLocked } from './busy-retry.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { migrateToLatest } from './migrations.ts';
import { sqliteDialect } from './sqlite-driver.ts';
import { storableText } from './storable-text.ts';
import type { LedgerTables } from './tables.ts';

/**
 * Opens an SQLite file as the ledger's database, making it and its folder where they are missing, and brings its tables up to date.
 * Reads have a connection of their own: in WAL they never wait for a writer, of this process or another.
 */
export async function openSqliteDatabase(file: string): Promise<LedgerDatabase> {
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true }).catch((error) => {
    throw asStorageError(error, `Making the folder of the ledger ${path}`);
  });
  const writer = await connect(path);
  try {
    await retryWhileLocked(
      () => writer.transaction().execute((transaction) => migrateToLatest(transaction, 'sqlite')),
      OPENING_LIMIT_MS,
    );
    return sqliteDatabase(writer, await connect(path));
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

function sqliteDatabase(writer: Kysely<LedgerTables>, reader: Kysely<LedgerTables>): LedgerDatabase {
  const write: LedgerDatabase['write'] = (work) => retryWhileLocked(() => writer.transaction().execute(work));
  return {
    dialect: 'sqlite',
    read: (work) => retryWhileLocked(() => work(reader)),
    write,
    // BEGIN IMMEDIATE lets one writer in at a time, which is the order of the feed.
    writeFeed: write,
    async close() {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

function connect(path: string): Promise<Kysely<LedgerTables>> {
  return retryWhileLocked(async () => {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('pragma journal_mode = wal');
      database.exec('pragma synchronous = full');
      const db = new Kysely<LedgerTables>({ dialect: sqliteDialect(database), plugins: [storableText] });
      // kysely closes only what was used once, and an unused connection would keep the file open.
      await db.connection().execute(async () => undefined);
      return db;
    } catch (error) {
      database.close();
      throw error;
    }
  }, OPENING_LIMIT_MS);
}
