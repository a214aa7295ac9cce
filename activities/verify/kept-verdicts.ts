import { type Claim, claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { sha256OfJson } from '../../contract/hash.ts';
import type { Verdict, Verification } from '../../contract/verification.ts';
import type { EvidenceReader } from './evidence-reader.ts';

/** A verdict that the round before gave. */
export interface KeptVerdict {
  verdict: Verdict;
  reason: string;
}

/** Raised when the checks change so much that a claim should be read again. */
const CHECKS = 3;

/**
 * Hash of all that a verdict rests on: the claim's words, and of what it cites the words, the passage around them and the query, not the id, since
 * research that ran again numbers its evidence anew; and the sources, since a new one may speak against it.
 */
export function basisOf(claim: Claim, sources: string, reader: Pick<EvidenceReader, 'evidence' | 'passage'>): string {
  const cited = claim.evidence.map((id) => {
    const found = reader.evidence(id);
    return found === null ? id : [withoutId(found), reader.passage(found.passageId ?? '')?.text ?? null];
  });
  return sha256OfJson([CHECKS, claim.text, cited.map((one) => sha256OfJson(one)).sort(), sources]);
}

function withoutId({ id: _id, ...evidence }: Evidence): Omit<Evidence, 'id'> {
  return evidence;
}

/**
 * The verdicts of the round before for claims that rest on the same now, by that basis.
 * Only a judged verdict is kept: what was not checked is checked now. One from before the basis was recorded is not kept.
 */
export function keptVerdicts(draft: Draft, verification: Verification): (basis: string) => KeptVerdict | null {
  const judged = new Map(verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  const kept = new Map<string, KeptVerdict>();
  for (const claim of claimsOf(draft)) {
    const before = judged.get(claim.id);
    if (claim.kind !== 'fact' || before === undefined || before.mechanical !== 'passed') continue;
    if (before.verdict === 'unchecked' || before.basis === undefined) continue;
    kept.set(before.basis, { verdict: before.verdict, reason: before.reason });
  }
  return (basis) => kept.get(basis) ?? null;
}
