import type { Transaction } from 'kysely';
import { DossierError } from '../../contract/failures.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { LedgerTables } from './tables.ts';

/**
 * A database whose every transaction first sees that no newer start has taken the ledger over: what an earlier instance left running
 * writes nothing any more. Throws `instance-superseded` then. Reading stays free.
 */
export function fencedDatabase(database: LedgerDatabase, epoch: number): LedgerDatabase {
  const fenced =
    <T>(work: (transaction: Transaction<LedgerTables>) => Promise<T>) =>
    async (transaction: Transaction<LedgerTables>): Promise<T> => {
      const newest = await transaction.selectFrom('instance').select('epoch').executeTakeFirst();
      if (newest !== undefined && newest.epoch > epoch)
        throw new DossierError(
          'instance-superseded',
          `Start ${newest.epoch} of the instance has taken over from start ${epoch}.`,
        );
      return work(transaction);
    };
  return {
    ...database,
    write: (work) => database.write(fenced(work)),
    writeFeed: (work) => database.writeFeed(fenced(work)),
  };
}
