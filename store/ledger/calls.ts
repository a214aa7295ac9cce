import type { Selectable, Transaction, Updateable } from 'kysely';
import { type CallIdentity, type CallRow, callKey } from '../../contract/calls.ts';
import { DossierError } from '../../contract/failures.ts';
import { instantOf } from '../../contract/instants.ts';
import { reservedRow, toCallRow } from './call-rows.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { CallAnswer, CallLedger, CallReservation } from './port.ts';
import type { CallsTable, LedgerTables } from './tables.ts';

type StoredCall = Selectable<CallsTable>;

/** Reserving, settling, reusing and listing calls. */
export function callOperations(database: LedgerDatabase): CallLedger {
  return {
    reserveCall: async (reservation) => toCallRow(await database.write((trx) => reserve(trx, reservation))),
    settleCall: async (identity, answer) => toCallRow(await database.write((trx) => settle(trx, identity, answer))),
    reuseCall: async (identity, from) => toCallRow(await database.write((trx) => reuse(trx, identity, from))),
    async findReusable(requestHash, sample, lineage, identity, without = []) {
      if (lineage.length === 0) return null;
      const row = await database.read((db) =>
        db
          .selectFrom('calls')
          .selectAll()
          .where('request_hash', '=', requestHash)
          .where('sample', '=', sample)
          .where('state', '=', 'answered')
          .where('outcome', '=', 'ok')
          .where('job_id', 'in', lineage)
          .where('call_key', 'not in', [callKey(identity), ...without])
          .orderBy('answered_at')
          .orderBy('call_key')
          .limit(1)
          .executeTakeFirst(),
      );
      return row === undefined ? null : toCallRow(row);
    },
    async listCalls(jobId) {
      const rows = await database.read((db) =>
        db
          .selectFrom('calls')
          .selectAll()
          .where('job_id', '=', jobId)
          .orderBy('reserved_at')
          .orderBy('call_key')
          .execute(),
      );
      return rows.map(toCallRow);
    },
  };
}

async function reserve(transaction: Transaction<LedgerTables>, reservation: CallReservation): Promise<StoredCall> {
  const row = reservedRow(reservation, instantOf(Date.now()));
  // A row that was left reserved is taken up with what is asked now; when it was first reserved stays.
  const { holder, request_hash, task, model_asked, prompt_id, prompt_hash, request } = row;
  const taken = await transaction
    .insertInto('calls')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('call_key')
        .doUpdateSet({ holder, request_hash, task, model_asked, prompt_id, prompt_hash, request })
        .where('calls.state', '=', 'reserved'),
    )
    .returningAll()
    .executeTakeFirst();
  if (taken !== undefined) return taken;
  return await standing(transaction, reservation.identity);
}

async function settle(
  transaction: Transaction<LedgerTables>,
  identity: CallIdentity,
  answer: CallAnswer,
): Promise<StoredCall> {
  const settled = await settleReserved(transaction, identity, {
    outcome: answer.outcome,
    finish: answer.finish ?? null,
    model_served: answer.modelServed,
    answer: JSON.stringify(answer.answer),
    usage: JSON.stringify(answer.usage),
    cost_micro_usd: answer.costMicroUsd,
    latency_ms: answer.latencyMs,
  });
  if (settled !== undefined) return settled;
  const cost = answer.costMicroUsd ?? 0;
  const late = await transaction
    .updateTable('calls')
    .set((eb) => ({ waste_micro_usd: eb('waste_micro_usd', '+', cost) }))
    .where('call_key', '=', callKey(identity))
    .returningAll()
    .executeTakeFirst();
  return late ?? standing(transaction, identity);
}

async function reuse(
  transaction: Transaction<LedgerTables>,
  identity: CallIdentity,
  from: CallRow,
): Promise<StoredCall> {
  if (from.state !== 'answered' || from.outcome !== 'ok')
    throw new DossierError('internal', `Call ${callKey(from.identity)} has no answer that could be reused.`);
  const reserved = await standing(transaction, identity);
  if (reserved.request_hash !== from.requestHash)
    throw new DossierError('internal', `Call ${callKey(from.identity)} answered another request.`);
  const settled = await settleReserved(transaction, identity, {
    outcome: from.outcome,
    finish: from.finish,
    model_served: from.modelServed,
    answer: JSON.stringify(from.answer),
    usage: JSON.stringify(from.usage),
    cost_micro_usd: 0,
    latency_ms: 0,
    reused_from: callKey(from.identity),
  });
  return settled ?? standing(transaction, identity);
}

function settleReserved(
  transaction: Transaction<LedgerTables>,
  identity: CallIdentity,
  columns: Updateable<CallsTable>,
): Promise<StoredCall | undefined> {
  return transaction
    .updateTable('calls')
    .set({ ...columns, state: 'answered', answered_at: instantOf(Date.now()) })
    .where('call_key', '=', callKey(identity))
    .where('state', '=', 'reserved')
    .returningAll()
    .executeTakeFirst();
}

async function standing(transaction: Transaction<LedgerTables>, identity: CallIdentity): Promise<StoredCall> {
  const key = callKey(identity);
  const row = await transaction.selectFrom('calls').selectAll().where('call_key', '=', key).executeTakeFirst();
  if (row === undefined) throw new DossierError('internal', `Call ${key} was never reserved.`);
  return row;
}
