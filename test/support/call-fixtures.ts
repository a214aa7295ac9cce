import type { CallIdentity } from '../../contract/calls.ts';
import type { CallAnswer, CallReservation } from '../../store/ledger/port.ts';
import { artifactRef } from './job-records.ts';

/** The first call of a job's plan, or of another place. */
export function callIdentity(jobId: string, more: Partial<CallIdentity> = {}): CallIdentity {
  return { jobId, generation: 0, round: 1, step: 'plan', item: '', turn: 0, attempt: 1, sample: 0, ...more };
}

/** What a holder knows before it asks. */
export function callReservation(identity: CallIdentity, holder: string, requestHash = 'b'.repeat(64)): CallReservation {
  return {
    identity,
    organisation: 'local',
    owner: 'local',
    requestHash,
    holder,
    task: 'plan',
    modelAsked: 'gpt-5.4',
    promptId: 'plan',
    promptHash: 'c'.repeat(64),
    request: artifactRef('1'),
  };
}

/** An `ok` answer; `digit` names its artifact. */
export function callAnswer(digit: string, costMicroUsd: number | null = 1_000): CallAnswer {
  return {
    outcome: 'ok',
    modelServed: 'gpt-5.4-2026-03',
    answer: artifactRef(digit),
    usage: { inputTokens: 10, cachedTokens: 0, outputTokens: 5, reasoningTokens: 0 },
    costMicroUsd,
    latencyMs: 200,
  };
}
