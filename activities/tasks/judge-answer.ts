import { judgeAnswerSchema } from '../../contract/model-answers.ts';
import type { CheckedClaim, ClaimVerdict } from '../../contract/verification.ts';
import type { Reading } from '../models/recorded-call.ts';
import { oneLine } from './task-data.ts';

const MOST_REASON = 1_000;

/** Turns an answer into verdicts in the order of the batch. Invalid, with the ids named, where a claim is left out, judged twice, or unknown. */
export function readVerdicts(value: unknown, batch: readonly CheckedClaim[]): Reading<{ verdicts: ClaimVerdict[] }> {
  const answer = judgeAnswerSchema.parse(value);
  const ids = answer.verdicts.map((verdict) => verdict.claimId);
  const wanted = batch.map((claim) => claim.claimId);
  const faults = [
    named(
      'Claims without a verdict',
      wanted.filter((id) => !ids.includes(id)),
    ),
    named('Claims with more than one verdict', [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]),
    named(
      'Verdicts on claims that were not given',
      ids.filter((id) => !wanted.includes(id)),
    ),
  ].filter((fault) => fault !== '');
  if (faults.length > 0) return { kind: 'invalid', error: faults.join('\n') };
  const verdicts = batch.flatMap(({ claimId, mechanical }) =>
    answer.verdicts
      .filter((verdict) => verdict.claimId === claimId)
      .map(({ verdict, reason }) => ({ claimId, verdict, mechanical, reason: oneLine(reason).slice(0, MOST_REASON) })),
  );
  return { kind: 'ok', value: { verdicts } };
}

function named(words: string, ids: readonly string[]): string {
  return ids.length === 0 ? '' : `${words}: ${ids.join(', ')}.`;
}
