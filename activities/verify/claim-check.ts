import type { Claim } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { checkCitations } from './citation-check.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Fault } from './fault.ts';
import { checkClaimNumbers } from './number-check.ts';
import { checkQuery } from './query-check.ts';
import { checkQuote } from './quote-check.ts';

/** All that the mechanical checks find in one sentence or row, and how its numbers were rounded. Numbers are checked of facts only. */
export async function checkClaim(
  claim: Claim,
  reader: EvidenceReader,
): Promise<{ faults: Fault[]; remarks: string[] }> {
  const faults = checkCitations(claim, reader);
  const cited: Evidence[] = [];
  for (const id of claim.evidence) {
    const evidence = reader.evidence(id);
    if (evidence === null) continue;
    cited.push(evidence);
    const fault = checkQuote(evidence, reader) ?? (await checkQuery(evidence, reader));
    if (fault !== null) faults.push(fault);
  }
  if (claim.kind !== 'fact' || cited.length === 0) return { faults, remarks: [] };
  const numbers = checkClaimNumbers(claim, cited);
  return { faults: numbers.fault === null ? faults : [...faults, numbers.fault], remarks: numbers.remarks };
}
