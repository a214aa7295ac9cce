import type { Claim } from '../../contract/draft/blocks.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Fault } from './fault.ts';

/** A fact must cite something, and what is cited must exist in a source that was read. */
export function checkCitations(claim: Claim, reader: EvidenceReader): Fault[] {
  if (claim.evidence.length === 0)
    return claim.kind === 'fact'
      ? [{ check: 'citation-missing', message: 'The sentence states a fact and cites nothing.', evidence: [] }]
      : [];
  return claim.evidence.flatMap((id): Fault[] => {
    const evidence = reader.evidence(id);
    if (evidence === null)
      return [{ check: 'citation-unresolved', message: `There is no evidence ${id}.`, evidence: [id] }];
    if (!reader.sourceWasRead(evidence.sourceId))
      return [{ check: 'citation-unresolved', message: `The source of ${id} was not read.`, evidence: [id] }];
    return [];
  });
}
