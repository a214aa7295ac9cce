import type { Claim } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { checkNumbers } from '../../contract/evidence/number-match.ts';
import type { Fault } from './fault.ts';

/** Each number of a fact must be in the words or the results that it cites; a rounded one must round from there. */
export function checkClaimNumbers(
  claim: Claim,
  cited: readonly Evidence[],
): { fault: Fault | null; remarks: string[] } {
  const { missing, remarks } = checkNumbers(claim.text, {
    quotes: cited.filter(({ query }) => query === null).map(({ quote }) => quote),
    queries: cited.flatMap(({ query }) => (query === null ? [] : [query])),
  });
  if (missing.length === 0) return { fault: null, remarks };
  const message = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not in what the sentence cites.`;
  return { fault: { check: 'number-not-found', message: message.slice(0, 1_000), evidence: claim.evidence }, remarks };
}
