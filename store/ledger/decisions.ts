import type { Transaction } from 'kysely';
import type { JobRecord } from '../../contract/record.ts';
import { type Decision, decisionSchema } from '../../contract/state/job-state.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { DecisionLedger } from './port.ts';
import { jsonOrNull, parseStored } from './stored-json.ts';
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
  await markVoid(transaction, record.jobId, decisions);
}

/** Says of decisions that stand which generation made them void since; nothing else of them changes. */
async function markVoid(
  transaction: Transaction<LedgerTables>,
  jobId: string,
  decisions: readonly Decision[],
): Promise<void> {
  const voided = new Map(
    decisions.flatMap(({ messageId, voidedBy }) => (voidedBy === undefined ? [] : [[messageId, voidedBy] as const])),
  );
  if (voided.size === 0) return;
  const rows = await transaction
    .selectFrom('decisions')
    .select(['message_id', 'decision'])
    .where('job_id', '=', jobId)
    .where('message_id', 'in', [...voided.keys()])
    .execute();
  for (const { message_id, decision } of rows) {
    const standing = decisionSchema.safeParse(jsonOrNull(decision));
    if (!standing.success || standing.data.voidedBy !== undefined) continue;
    const marked = JSON.stringify({ ...standing.data, voidedBy: voided.get(message_id) });
    await transaction
      .updateTable('decisions')
      .set({ decision: marked })
      .where('job_id', '=', jobId)
      .where('message_id', '=', message_id)
      .execute();
  }
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
