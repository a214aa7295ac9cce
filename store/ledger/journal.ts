import type { Insertable, Transaction } from 'kysely';
import type { JobRecord } from '../../contract/record.ts';
import { journalEntrySchema } from '../../contract/state/job-state.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { JournalLedger } from './port.ts';
import { checkStored } from './stored-json.ts';
import type { JournalTable, LedgerTables } from './tables.ts';

// SQLite takes at most 32,766 parameters in a statement.
const ROWS_PER_STATEMENT = 500;

/**
 * Writes the lines of a record's journal that are not there yet, by their position in the whole journal.
 * Where the job went back to before a line that was written (a reset of its run, a backup of Temporal that was restored), the lines of the record stand in its place.
 */
export async function insertJournal(transaction: Transaction<LedgerTables>, record: JobRecord): Promise<void> {
  const rows = journalRows(record);
  const last = await transaction
    .selectFrom('journal')
    .select(['position', 'at'])
    .where('job_id', '=', record.jobId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { fresh, from } = linesToWrite(rows, last);
  if (from !== null)
    await transaction.deleteFrom('journal').where('job_id', '=', record.jobId).where('position', '>=', from).execute();
  for (let first = 0; first < fresh.length; first += ROWS_PER_STATEMENT)
    await transaction
      .insertInto('journal')
      .values(fresh.slice(first, first + ROWS_PER_STATEMENT))
      .onConflict((conflict) => conflict.columns(['job_id', 'position']).doNothing())
      .execute();
}

/** Reading the whole journal, the oldest line first. */
export function journalOperations(database: LedgerDatabase): JournalLedger {
  return {
    async listJournal(jobId) {
      const rows = await database.read((db) =>
        db
          .selectFrom('journal')
          .select(['position', 'at', 'place', 'actor', 'words', 'event'])
          .where('job_id', '=', jobId)
          .orderBy('position')
          .execute(),
      );
      return rows.map(({ position, event, ...told }) => ({
        position,
        entry: checkStored(
          journalEntrySchema,
          { ...told, ...(event !== null && { event }) },
          `journal of job ${jobId}`,
        ),
      }));
    },
  };
}

type Line = Insertable<JournalTable>;

function journalRows(record: JobRecord): Line[] {
  const { jobId, organisation, owner, state } = record;
  if (state === null) return [];
  const from = state.journalFrom;
  return state.journal.map((entry, index) => ({
    ...{ job_id: jobId, organisation, owner },
    position: from + index,
    ...entry,
    event: entry.event ?? null,
  }));
}

/** The lines to insert, and from which position on those that stand go; null where none goes. */
function linesToWrite(
  rows: readonly Line[],
  last: { position: number; at: string } | undefined,
): { fresh: readonly Line[]; from: number | null } {
  const first = rows[0];
  if (last === undefined || first === undefined) return { fresh: rows, from: null };
  if (last.position < first.position) return { fresh: rows, from: null };
  const standing = rows.find((row) => row.position === last.position);
  if (standing?.at !== last.at) return { fresh: rows, from: first.position };
  return { fresh: rows.filter((row) => row.position > last.position), from: null };
}
