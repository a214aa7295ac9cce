import { approvalOperations } from './approvals.ts';
import { callPageOperations } from './call-pages.ts';
import { callOperations } from './calls.ts';
import { changeOperations } from './changes.ts';
import { costOperations } from './costs.ts';
import { decisionOperations } from './decisions.ts';
import { extractionOperations } from './extractions.ts';
import { fencedDatabase } from './fenced-database.ts';
import { findingOperations } from './findings.ts';
import { instanceOperations } from './instance.ts';
import { jobListOperations } from './job-list.ts';
import { jobRemovalOperations } from './job-removal.ts';
import { jobReading, jobWriting } from './jobs.ts';
import { journalOperations } from './journal.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { asLedgerError } from './ledger-errors.ts';
import { refreshListing } from './listing-refresh.ts';
import { namingOperations } from './naming-rows.ts';
import type { Ledger } from './port.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import { runHistoryOperations } from './run-histories.ts';
import { savedViewOperations } from './saved-views.ts';
import { openSqliteDatabase } from './sqlite-database.ts';

/**
 * Opens the ledger: `postgres://…` on PostgreSQL, `sqlite:PATH` or a plain path as an SQLite file.
 * Makes and updates its tables; any number of processes may open the same one. Throws `DossierError`.
 * With `holder`, the ledger is taken over for that start of the instance, and writes only until a newer one takes it over.
 */
export async function openLedger(options: { url: string; holder?: string | undefined }): Promise<Ledger> {
  const opened = await openDatabase(options.url).catch((error) => {
    throw asLedgerError(error);
  });
  await refreshed(opened);
  const epoch = options.holder === undefined ? null : await takeOver(opened, options.holder);
  const database = epoch === null ? opened : fencedDatabase(opened, epoch);
  return {
    epoch,
    ...jobWriting(database),
    ...jobReading(database),
    ...jobListOperations(database),
    ...jobRemovalOperations(database),
    ...changeOperations(database),
    ...extractionOperations(database),
    ...callOperations(database),
    ...callPageOperations(database),
    ...approvalOperations(database),
    ...costOperations(database),
    ...savedViewOperations(database),
    ...findingOperations(database),
    ...decisionOperations(database),
    ...journalOperations(database),
    ...runHistoryOperations(database),
    ...instanceOperations(database),
    ...namingOperations(database),
    close: () => database.close(),
  };
}

async function refreshed(database: LedgerDatabase): Promise<void> {
  try {
    await refreshListing(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function takeOver(database: LedgerDatabase, holder: string): Promise<number> {
  try {
    return await instanceOperations(database).raiseEpoch(holder);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function openDatabase(url: string): Promise<LedgerDatabase> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgresDatabase(url);
  return openSqliteDatabase(url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : url);
}
