import { claimsOf } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { changesOf } from './changes.ts';
import { conflictsOf, type ReportContent } from './report-content.ts';

/** Evidence that the report cites anywhere (its text, conflicts, findings, what was changed), in the order of its numbers. */
export function citedEvidence(content: ReportContent): Evidence[] {
  const { draft, original, verification, notes } = content;
  const sides = conflictsOf(content).flatMap((conflict) => conflict.sides);
  const given = original === null ? [] : [...claimsOf(original.draft), ...changesOf(original, draft)];
  const citing = [...claimsOf(draft), ...sides, ...verification.findings, ...given];
  const cited = new Set(citing.flatMap(({ evidence }) => evidence));
  return notes.evidence.filter(({ id }) => cited.has(id));
}
