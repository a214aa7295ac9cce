import type { Change } from '../../contract/bundle-parts.ts';
import { type Claim, claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import type { Verification } from '../../contract/verification.ts';

/** A document as it was given, and what was found about it. */
export interface Original {
  draft: Draft;
  verification: Verification;
}

/** The same sentences of two documents, in the order of the second; a null side has no counterpart. */
interface Pair {
  before: Claim | null;
  after: Claim | null;
}

/** Takes the first of what waits under a key. */
function take(waiting: Claim[], fits: (claim: Claim) => boolean): Claim | null {
  const at = waiting.findIndex(fits);
  return at === -1 ? null : (waiting.splice(at, 1)[0] ?? null);
}

/** Pairs sentences by their words, then by their ids; what is left was removed or added. Removed ones stand where they stood. */
function pairs(before: readonly Claim[], after: readonly Claim[]): Pair[] {
  const unpaired = [...before];
  const partners = new Map<Claim, Claim>();
  const fitting: ((a: Claim, b: Claim) => boolean)[] = [
    (a, b) => a.id === b.id && a.text === b.text,
    (a, b) => a.text === b.text,
    (a, b) => a.id === b.id,
  ];
  for (const fits of fitting)
    for (const claim of after.filter((one) => !partners.has(one))) {
      const partner = take(unpaired, (one) => fits(one, claim));
      if (partner !== null) partners.set(claim, partner);
    }
  const removed = new Set(unpaired);
  const order = new Map(before.map((claim, at) => [claim, at]));
  const found: Pair[] = [];
  let reached = 0;
  const passOver = (until: number) => {
    for (; reached < until; reached += 1) {
      const claim = before[reached];
      if (claim !== undefined && removed.has(claim)) found.push({ before: claim, after: null });
    }
  };
  for (const claim of after) {
    const partner = partners.get(claim) ?? null;
    if (partner !== null) passOver(order.get(partner) ?? 0);
    found.push({ before: partner, after: claim });
  }
  passOver(before.length);
  return found;
}

function side(claim: Claim | null): Change['before'] {
  return claim === null ? null : { id: claim.id, text: claim.text, section: claim.section };
}

/** What was changed between a document that was checked and its corrected form, with the reason that the check gave. */
export function changesOf(original: Original, corrected: Draft): Change[] {
  const verdicts = new Map(original.verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  const found = new Map(original.verification.findings.map((finding) => [finding.claimId, finding]));
  return pairs(claimsOf(original.draft), claimsOf(corrected)).flatMap(({ before, after }): Change[] => {
    if (before !== null && after !== null && before.text === after.text) return [];
    const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
    const verdict = before === null ? undefined : verdicts.get(before.id);
    const against = before === null ? [] : [...(found.get(before.id)?.evidence ?? []), ...before.evidence];
    const evidence = after !== null && after.evidence.length > 0 ? after.evidence : against;
    const reason = verdict?.reason ?? (kind === 'added' ? 'It was added.' : 'It was not checked.');
    return [{ kind, before: side(before), after: side(after), evidence: [...new Set(evidence)], reason }];
  });
}
