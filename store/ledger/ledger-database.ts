import type { Kysely, Transaction } from 'kysely';
import type { FeedBell } from './port.ts';
import type { LedgerTables } from './tables.ts';

/** The two families of SQL that the ledger speaks. */
export type SqlDialect = 'sqlite' | 'postgres';

/** An open database beneath the ledger. Both ways of working try again while it is locked, up to 1 s, and throw only `DossierError`. */
export interface LedgerDatabase {
  dialect: SqlDialect;
  /** Runs reads, each statement for itself. */
  read<T>(work: (db: Kysely<LedgerTables>) => Promise<T>): Promise<T>;
  /** Runs one transaction; `work` runs again from its beginning where the database was locked, so it does nothing but SQL. */
  write<T>(work: (transaction: Transaction<LedgerTables>) => Promise<T>): Promise<T>;
  /** As `write`, for what appends to the change feed: such transactions commit in the order of their sequence numbers. */
  writeFeed<T>(work: (transaction: Transaction<LedgerTables>) => Promise<T>): Promise<T>;
  /** Rings after each `writeFeed`, of any process; there where the database can push. See `JobLedger.onChange`. */
  bell?(ring: () => void): FeedBell;
  close(): Promise<void>;
}
