import type { LedgerDatabase } from './ledger-database.ts';
import type { JobLedger } from './port.ts';

const TABLES_OF_A_JOB = [
  ...(['jobs', 'listed_jobs', 'open_gates', 'changes', 'calls', 'decisions', 'findings'] as const),
  ...(['run_histories', 'journal'] as const),
] as const;

/** Removing a job with all its rows. */
export function jobRemovalOperations(database: LedgerDatabase): Pick<JobLedger, 'deleteJob'> {
  return {
    async deleteJob(jobId) {
      await database.writeFeed(async (transaction) => {
        for (const table of TABLES_OF_A_JOB) await transaction.deleteFrom(table).where('job_id', '=', jobId).execute();
      });
    },
  };
}
