import type { LedgerDatabase } from './ledger-database.ts';
import type { JobLedger } from './port.ts';

/** Reading the change feed. */
export function changeOperations(
  database: LedgerDatabase,
): Pick<JobLedger, 'changesSince' | 'lastSequence' | 'onChange'> {
  return {
    onChange: (ring) => database.bell?.(ring) ?? null,
    async changesSince(sequence, limit) {
      const rows = await database.read((db) =>
        db
          .selectFrom('changes')
          .select(['sequence', 'job_id', 'revision', 'at'])
          .where('sequence', '>', sequence)
          .orderBy('sequence')
          .limit(limit)
          .execute(),
      );
      return rows.map(({ job_id, ...row }) => ({ ...row, jobId: job_id }));
    },
    async lastSequence() {
      const row = await database.read((db) =>
        db
          .selectFrom('changes')
          .select((eb) => eb.fn.max('sequence').as('last'))
          .executeTakeFirst(),
      );
      return Number(row?.last ?? 0);
    },
  };
}
