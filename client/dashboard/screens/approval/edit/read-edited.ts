import { claimsOf, type Draft } from '../../../../../contract/draft/blocks.ts';
import { parseDraftMarkdown } from '../../../../../contract/draft/parse-markdown.ts';
import { DossierError } from '../../../../../contract/failures.ts';
import type { ClaimVerdict } from '../../../../../contract/verification.ts';

/** An edited text as the draft that it would be, or the line that no draft holds. */
export type ReadEdited =
  | { draft: Draft; changed: number; removed: number; fault: null }
  | { draft: null; fault: { line: number; words: string } };

/** Reads what somebody edits, as the instance will. */
export function readEdited(text: string, base: Draft, evidence: ReadonlySet<string> | null): ReadEdited {
  try {
    const draft = parseDraftMarkdown(text, base, evidence);
    const before = new Map(claimsOf(base).map((claim) => [claim.id, claim]));
    const after = claimsOf(draft);
    const kept = new Set(after.map(({ id }) => id));
    return {
      draft,
      changed: after.filter((claim) => !isSame(claim, before.get(claim.id))).length,
      removed: [...before.keys()].filter((id) => !kept.has(id)).length,
      fault: null,
    };
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    const line = Number(/^line (\d+)$/.exec(error.failure.field ?? '')?.[1] ?? 1);
    return { draft: null, fault: { line, words: error.failure.message } };
  }
}

interface Worded {
  text: string;
  evidence: readonly string[];
}

function isSame(claim: Worded, before: Worded | undefined): boolean {
  return before !== undefined && before.text === claim.text && before.evidence.join() === claim.evidence.join();
}

interface Verified {
  draft: Draft;
  verdicts: ReadonlyMap<string, ClaimVerdict>;
}

/** The edited draft with the verdicts that still hold; what was changed counts as unchecked. */
export function asPreview<Data extends Verified>(data: Data, draft: Draft): Data {
  const before = new Map(claimsOf(data.draft).map((claim) => [claim.id, claim]));
  const verdicts = claimsOf(draft).flatMap((claim): [string, ClaimVerdict][] => {
    const verdict = data.verdicts.get(claim.id);
    if (isSame(claim, before.get(claim.id))) return verdict === undefined ? [] : [[claim.id, verdict]];
    const reason = 'Changed; it is verified again before the report.';
    return claim.kind === 'fact'
      ? [[claim.id, { claimId: claim.id, verdict: 'unchecked', mechanical: 'none', reason }]]
      : [];
  });
  return { ...data, draft, verdicts: new Map(verdicts) };
}
