import { claimsOf, type Draft } from '../../../../../contract/draft/blocks.ts';
import type { Evidence } from '../../../../../contract/evidence/evidence.ts';
import type { Verdict } from '../../../../../contract/verification.ts';

/** Evidence that sentences of the draft cite, each with what re-reading gave; null while nobody has read it again. */
export interface Cited {
  evidence: Evidence;
  claims: { id: string; text: string; verdict: Verdict | null }[];
}

/** What the draft cites, by source, in the order in which the evidence was found. */
export function citedIn(data: {
  draft: Draft;
  evidence: ReadonlyMap<string, Evidence>;
  verdicts: ReadonlyMap<string, { verdict: Verdict }>;
}): Map<string, Cited[]> {
  const bySource = new Map<string, Cited[]>();
  const all = claimsOf(data.draft);
  for (const evidence of data.evidence.values()) {
    const claims = all
      .filter((claim) => claim.evidence.includes(evidence.id))
      .map(({ id, text }) => ({ id, text, verdict: data.verdicts.get(id)?.verdict ?? null }));
    if (claims.length === 0) continue;
    bySource.set(evidence.sourceId, [...(bySource.get(evidence.sourceId) ?? []), { evidence, claims }]);
  }
  return bySource;
}
