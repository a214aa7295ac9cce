import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import { type CallRow, callKey, callRowSchema } from '../../contract/calls.ts';
import type { CallReservation } from './port.ts';
import { checkStored, parseStored } from './stored-json.ts';
import type { CallsTable } from './tables.ts';

/** The columns of a call that is about to be asked. */
export function reservedRow(reservation: CallReservation, at: string): Insertable<CallsTable> {
  const { jobId, ...place } = reservation.identity;
  return {
    call_key: callKey(reservation.identity),
    job_id: jobId,
    ...place,
    organisation: reservation.organisation,
    owner: reservation.owner,
    request_hash: reservation.requestHash,
    state: 'reserved',
    holder: reservation.holder,
    task: reservation.task,
    outcome: null,
    finish: null,
    model_asked: reservation.modelAsked,
    model_served: null,
    prompt_id: reservation.promptId,
    prompt_hash: reservation.promptHash,
    request: JSON.stringify(reservation.request),
    answer: null,
    usage: null,
    cost_micro_usd: null,
    waste_micro_usd: 0,
    latency_ms: null,
    reused_from: null,
    reserved_at: at,
    answered_at: null,
  };
}

/** A row of the table as the contract has it; throws `storage-failed` where it does not fit. */
export function toCallRow(row: Selectable<CallsTable>): CallRow {
  const what = `call ${row.call_key}`;
  const json = (text: string | null): unknown => (text === null ? null : parseStored(z.unknown(), text, what));
  const { generation, round, step, item, turn, attempt, sample } = row;
  const value = {
    identity: { jobId: row.job_id, generation, round, step, item, turn, attempt, sample },
    organisation: row.organisation,
    owner: row.owner,
    requestHash: row.request_hash,
    state: row.state,
    holder: row.holder,
    task: row.task,
    outcome: row.outcome,
    finish: row.finish,
    modelAsked: row.model_asked,
    modelServed: row.model_served,
    promptId: row.prompt_id,
    promptHash: row.prompt_hash,
    request: json(row.request),
    answer: json(row.answer),
    usage: json(row.usage),
    costMicroUsd: row.cost_micro_usd,
    wasteMicroUsd: row.waste_micro_usd,
    latencyMs: row.latency_ms,
    reusedFrom: row.reused_from,
    reservedAt: row.reserved_at,
    answeredAt: row.answered_at,
  };
  return checkStored(callRowSchema, value, what);
}
