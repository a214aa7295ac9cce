import type { Transaction } from 'kysely';
import { DossierError } from '../../contract/failures.ts';
import { instantOf } from '../../contract/instants.ts';
import { type JobRecord, jobRecordSchema } from '../../contract/record.ts';
import { jobStatusSchema } from '../../contract/state/job-state.ts';
import { insertDecisions } from './decisions.ts';
import { CHANGING_COLUMNS, jobRowOf } from './job-rows.ts';
import { insertJournal } from './journal.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { writeListing } from './listing.ts';
import type { JobLedger } from './port.ts';
import { checkStored, parseStored } from './stored-json.ts';
import type { LedgerTables } from './tables.ts';

/** Writing records: each newer one with its decisions and its line of the change feed. */
export function jobWriting(database: LedgerDatabase): Pick<JobLedger, 'createJob' | 'writeRecord' | 'yieldRecord'> {
  return {
    async createJob(record) {
      const row = jobRowOf(checkRecord(record));
      const standing = await database.writeFeed(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('jobs')
          .values(row)
          .onConflict((conflict) => conflict.column('job_id').doNothing())
          .executeTakeFirstOrThrow();
        if (Number(numInsertedOrUpdatedRows) === 0) return readText(transaction, record.jobId);
        await writeBeside(transaction, record);
        return null;
      });
      return standing === null ? null : parseRecord(standing, record.jobId);
    },
    async writeRecord(record) {
      const row = jobRowOf(checkRecord(record));
      return database.writeFeed(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('jobs')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .column('job_id')
              .doUpdateSet((eb) =>
                Object.fromEntries(CHANGING_COLUMNS.map((name) => [name, eb.ref(`excluded.${name}`)])),
              )
              .where('jobs.revision', '<', record.revision),
          )
          .executeTakeFirstOrThrow();
        if (Number(numInsertedOrUpdatedRows) === 0) return false;
        await writeBeside(transaction, record);
        return true;
      });
    },
    async yieldRecord(record, held) {
      const row = jobRowOf(checkRecord(record));
      return database.writeFeed(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('jobs')
          .set(Object.fromEntries(CHANGING_COLUMNS.map((name) => [name, row[name]])))
          .where('job_id', '=', record.jobId)
          .where('revision', '=', held)
          .executeTakeFirstOrThrow();
        if (Number(numUpdatedRows) === 0) return false;
        // What the job no longer knows was never decided as far as it is concerned, and may be decided again.
        await transaction.deleteFrom('decisions').where('job_id', '=', record.jobId).execute();
        await writeBeside(transaction, record);
        return true;
      });
    },
  };
}

/** Reading records. */
export function jobReading(database: LedgerDatabase): Pick<JobLedger, 'readRecord' | 'openJobs' | 'forksOf'> {
  return {
    async readRecord(jobId) {
      const text = await database.read((db) => readText(db, jobId));
      return text === null ? null : parseRecord(text, jobId);
    },
    async openJobs() {
      const rows = await database.read((db) =>
        db
          .selectFrom('jobs')
          .select(['job_id', 'revision', 'status'])
          .where('ended_at', 'is', null)
          .orderBy('created_at')
          .orderBy('job_id')
          .execute(),
      );
      return rows.map((row) => ({
        jobId: row.job_id,
        revision: row.revision,
        status: checkStored(jobStatusSchema, row.status, `status of job ${row.job_id}`),
      }));
    },
    async forksOf(jobId) {
      const rows = await database.read((db) =>
        db
          .selectFrom('jobs')
          .select(['job_id', 'created_at'])
          .where('forked_from', '=', jobId)
          .orderBy('created_at')
          .orderBy('job_id')
          .execute(),
      );
      return rows.map((row) => ({ jobId: row.job_id, createdAt: row.created_at }));
    },
  };
}

type Reading = Pick<Transaction<LedgerTables>, 'selectFrom'>;

async function readText(db: Reading, jobId: string): Promise<string | null> {
  const row = await db.selectFrom('jobs').select('record').where('job_id', '=', jobId).executeTakeFirst();
  return row?.record ?? null;
}

function parseRecord(text: string, jobId: string): JobRecord {
  return parseStored(jobRecordSchema, text, `record of job ${jobId}`);
}

function checkRecord(record: JobRecord): JobRecord {
  const parsed = jobRecordSchema.safeParse(record);
  if (parsed.success) return parsed.data;
  throw new DossierError('internal', `The record of job ${record.jobId} does not fit its form.`, {
    cause: parsed.error,
  });
}

/** What is written with every record, in its transaction. */
async function writeBeside(transaction: Transaction<LedgerTables>, record: JobRecord): Promise<void> {
  await insertDecisions(transaction, record);
  await insertJournal(transaction, record);
  await writeListing(transaction, record);
  await appendChange(transaction, record);
}

async function appendChange(transaction: Transaction<LedgerTables>, record: JobRecord): Promise<void> {
  await transaction
    .insertInto('changes')
    .values({
      job_id: record.jobId,
      revision: record.revision,
      at: instantOf(Date.now()),
      organisation: record.organisation,
      owner: record.owner,
    })
    .execute();
}
