import type { Transaction } from 'kysely';
import type { JobRecord } from '../../contract/record.ts';
import { decisionSchema } from '../../contract/state/job-state.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { DecisionLedger } from './port.ts';
import { parseStored } from './stored-json.ts';
import type { LedgerTables } from './tables.ts';

/** Writes the decisions of a record that are not there yet. One that was accepted stays, whatever a later record says. */
export async function insertDecisions(transaction: Transaction<LedgerTables>, record: JobRecord): Promise<void> {
  const decisions = record.state?.decisions ?? record.view.decisions;
  if (decisions.length === 0) return;
  const rows = decisions.map((decision) => ({
    job_id: record.jobId,
    organisation: record.organisation,
    owner: record.owner,
    message_id: decision.messageId,
    at: decision.at,
    decision: JSON.stringify(decision),
  }));
  await transaction
    .insertInto('decisions')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['job_id', 'message_id']).doNothing())
    .execute();
}

/** Reading decisions, the oldest first. */
export function decisionOperations(database: LedgerDatabase): DecisionLedger {
  return {
    async listDecisions(jobId) {
      const rows = await database.read((db) =>
        db
          .selectFrom('decisions')
          .select('decision')
          .where('job_id', '=', jobId)
          .orderBy('at')
          .orderBy('message_id')
          .execute(),
      );
      return rows.map((row) => parseStored(decisionSchema, row.decision, `decision of job ${jobId}`));
    },
  };
}
