import { findingSchema } from '../../contract/verification.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { FindingLedger } from './port.ts';
import { parseStored } from './stored-json.ts';

// SQLite takes at most 32,766 parameters in a statement.
const ROWS_PER_STATEMENT = 500;

/** Replacing and listing findings. */
export function findingOperations(database: LedgerDatabase): FindingLedger {
  return {
    async replaceFindings({ organisation, owner, jobId, generation, round }, findings) {
      const place = { organisation, owner, job_id: jobId, generation, round };
      const rows = findings.map((finding, position) => ({ ...place, position, finding: JSON.stringify(finding) }));
      await database.write(async (transaction) => {
        await transaction
          .deleteFrom('findings')
          .where('job_id', '=', jobId)
          .where('generation', '=', generation)
          .where('round', '=', round)
          .execute();
        for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
          await transaction
            .insertInto('findings')
            .values(rows.slice(from, from + ROWS_PER_STATEMENT))
            .execute();
      });
    },
    async listFindings(jobId) {
      const rows = await database.read((db) =>
        db
          .selectFrom('findings')
          .select(['generation', 'round', 'finding'])
          .where('job_id', '=', jobId)
          .orderBy('generation')
          .orderBy('round')
          .orderBy('position')
          .execute(),
      );
      return rows.map(({ generation, round, finding }) => ({
        generation,
        round,
        finding: parseStored(findingSchema, finding, `finding of job ${jobId}`),
      }));
    },
  };
}
