import { type Claim, claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import { canonicalJson } from '../../contract/hash.ts';
import type { Verdict, Verification } from '../../contract/verification.ts';

/** A verdict that the round before gave. */
export interface KeptVerdict {
  verdict: Verdict;
  reason: string;
}

/** Two claims say the same when their words and evidence are the same, whatever their ids are. */
function wording(claim: Claim): string {
  return canonicalJson([claim.text, [...claim.evidence].sort()]);
}

/**
 * The verdicts of the round before for claims that did not change, to be looked up by a claim of the new draft.
 * Only a judged verdict is kept: what was not checked is checked now.
 */
export function keptVerdicts(draft: Draft, verification: Verification): (claim: Claim) => KeptVerdict | null {
  const judged = new Map(verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  const kept = new Map<string, KeptVerdict>();
  for (const claim of claimsOf(draft)) {
    const before = judged.get(claim.id);
    if (claim.kind !== 'fact' || before === undefined || before.mechanical !== 'passed') continue;
    if (before.verdict !== 'unchecked') kept.set(wording(claim), { verdict: before.verdict, reason: before.reason });
  }
  return (claim) => kept.get(wording(claim)) ?? null;
}
