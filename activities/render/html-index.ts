import { type Claim, claimsOf } from '../../contract/draft/blocks.ts';
import { kindMarks } from '../../contract/draft/kind-marks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { ClaimVerdict } from '../../contract/verification.ts';
import { citedEvidence } from './cited-evidence.ts';
import { formOf, notChecked, placeOf, type ReportContent } from './report-content.ts';

/** A report's content with what a page looks up again and again. */
export interface ReportIndex {
  content: ReportContent;
  claims: readonly Claim[];
  /** The evidence that the page shows, by id. */
  evidence: ReadonlyMap<string, Evidence>;
  /** The sentences that cite a piece of evidence, by its id. */
  citedBy: ReadonlyMap<string, readonly Claim[]>;
  /** What tells sentences apart that nobody verified, by the id of the last of each run. */
  kindMarks: ReadonlyMap<string, string>;
  /** The anchor of a sentence or row: `c12` for the twelfth. */
  anchor(claimId: string): string | null;
  verdict(claimId: string): ClaimVerdict;
  /** Where a piece of evidence stands, in words. */
  place(evidenceId: string): string;
}

function citations(claims: readonly Claim[]): Map<string, Claim[]> {
  const citedBy = new Map<string, Claim[]>();
  for (const claim of claims)
    for (const id of new Set(claim.evidence)) {
      const known = citedBy.get(id);
      if (known === undefined) citedBy.set(id, [claim]);
      else known.push(claim);
    }
  return citedBy;
}

/** Makes the look-ups of a page. */
export function reportIndex(content: ReportContent): ReportIndex {
  const claims = claimsOf(content.draft);
  const anchors = new Map(claims.map(({ id }, at) => [id, `c${at + 1}`]));
  const verdicts = new Map(content.verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  const evidence = new Map(citedEvidence(content).map((piece) => [piece.id, piece]));
  return {
    content,
    claims,
    evidence,
    kindMarks: kindMarks(content.draft, formOf(content)),
    citedBy: citations(claims),
    anchor: (claimId) => anchors.get(claimId) ?? null,
    verdict: (claimId) => verdicts.get(claimId) ?? notChecked(claimId),
    place: (id) => {
      const piece = evidence.get(id);
      return piece === undefined ? id : placeOf(content, piece);
    },
  };
}
