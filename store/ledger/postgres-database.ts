import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { OPENING_LIMIT_MS, QUEUE_LIMIT_MS, retryWhileLocked } from './busy-retry.ts';
import { FEED_CHANNEL, listenToFeed } from './feed-bell.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { migrateToLatest } from './migrations.ts';
import { storableText } from './storable-text.ts';
import type { LedgerTables } from './tables.ts';

// Numbers of our own, so that no other user of the same database waits for us.
const FEED_LOCK = 7_420_001;
const MIGRATION_LOCK = 7_420_002;
const CONNECTIONS = 10;
const INT8 = 20;

/** Opens a PostgreSQL database as the ledger's and brings its tables up to date. */
export async function openPostgresDatabase(url: string): Promise<LedgerDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    lock_timeout: QUEUE_LIMIT_MS,
    application_name: 'dossier',
    types: { getTypeParser },
  });
  // A server that goes away breaks idle connections; the pool drops them, and the next statement tells whoever needs one.
  pool.on('error', () => undefined);
  const db = new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool }), plugins: [storableText] });
  try {
    await retryWhileLocked(() => migrate(db), OPENING_LIMIT_MS);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return postgresDatabase(db, url);
}

function postgresDatabase(db: Kysely<LedgerTables>, url: string): LedgerDatabase {
  const begin = () => db.transaction().setIsolationLevel('read committed');
  return {
    dialect: 'postgres',
    read: (work) => retryWhileLocked(() => work(db)),
    write: (work) => retryWhileLocked(() => begin().execute(work)),
    // The lock is taken before the sequence number and freed after the commit is visible: whoever reads number n has seen all below it.
    writeFeed: (work) =>
      retryWhileLocked(() =>
        begin().execute(async (transaction) => {
          await sql`select pg_advisory_xact_lock(${sql.lit(FEED_LOCK)})`.execute(transaction);
          const result = await work(transaction);
          // Sent with the commit, and not at all without one.
          await sql`select pg_notify(${sql.lit(FEED_CHANNEL)}, '')`.execute(transaction);
          return result;
        }),
      ),
    bell: (ring) => listenToFeed(url, ring),
    close: () => db.destroy(),
  };
}

async function migrate(db: Kysely<LedgerTables>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`set local lock_timeout = ${sql.lit(OPENING_LIMIT_MS)}`.execute(transaction);
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
    await migrateToLatest(transaction, 'postgres');
  });
}

/** Counts and amounts are 64-bit in the database and below 2^53 in fact; the driver would give them as text. */
function getTypeParser(type: number, format?: 'text' | 'binary') {
  return type === INT8 ? Number : pg.types.getTypeParser(type, format);
}
