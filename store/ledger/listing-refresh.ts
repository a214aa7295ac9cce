import type { Kysely, Transaction } from 'kysely';
import { jobRecordSchema } from '../../contract/record.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { LISTING_FORM, writeListing } from './listing.ts';
import { jsonOrNull } from './stored-json.ts';
import type { LedgerTables } from './tables.ts';

const PAGE = 50;

/**
 * Makes the rows of lists anew where they are not those of the records that stand: of a ledger of an older version, of records that an
 * older build wrote meanwhile, and where rows are made otherwise now. Costs one quick look where nothing is behind.
 */
export async function refreshListing(database: LedgerDatabase): Promise<void> {
  for (let after = ''; ; ) {
    const behind = await database.read((db) => behindAfter(db, after));
    const last = behind.at(-1);
    if (last === undefined) return;
    // As records are written, so that none changes between reading and writing its row.
    await database.writeFeed(async (transaction) => {
      for (const jobId of behind) await refresh(transaction, jobId);
    });
    after = last;
  }
}

/** Ids of jobs whose row is behind or missing, in their order. */
async function behindAfter(db: Kysely<LedgerTables>, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('jobs')
    .leftJoin('listed_jobs', 'listed_jobs.job_id', 'jobs.job_id')
    .select('jobs.job_id')
    .where('jobs.job_id', '>', after)
    .where((eb) =>
      eb.or([
        eb('listed_jobs.job_id', 'is', null),
        eb('listed_jobs.revision', '<>', eb.ref('jobs.revision')),
        eb('listed_jobs.form', '<', LISTING_FORM),
      ]),
    )
    .orderBy('jobs.job_id')
    .limit(PAGE)
    .execute();
  return rows.map((row) => row.job_id);
}

async function refresh(transaction: Transaction<LedgerTables>, jobId: string): Promise<void> {
  const row = await transaction
    .selectFrom('jobs')
    .select(['record', 'updated_at'])
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  if (row === undefined) return;
  const record = jobRecordSchema.safeParse(jsonOrNull(row.record));
  // A record that nobody can read any more is left to whoever asks for it.
  if (record.success) await writeListing(transaction, record.data, row.updated_at);
}
