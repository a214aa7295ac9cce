import type { CallSummary } from '../../../contract/call-api.ts';
import { type CallRow, callKey } from '../../../contract/calls.ts';

/** A call without its content. */
export function summaryOf(row: CallRow): CallSummary {
  const { jobId: _, ...place } = row.identity;
  const { task, state, outcome, finish, modelAsked, modelServed, promptId } = row;
  const { costMicroUsd, wasteMicroUsd, latencyMs, reusedFrom, reservedAt, answeredAt } = row;
  return {
    key: callKey(row.identity),
    ...place,
    ...{ task, state, outcome, finish, modelAsked, modelServed, promptId },
    inputTokens: row.usage?.inputTokens ?? 0,
    cachedTokens: row.usage?.cachedTokens ?? 0,
    outputTokens: row.usage?.outputTokens ?? 0,
    reasoningTokens: row.usage?.reasoningTokens ?? 0,
    ...{ costMicroUsd, wasteMicroUsd, latencyMs, reusedFrom, reservedAt, answeredAt },
  };
}
