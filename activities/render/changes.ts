import type { Change } from '../../contract/bundle-parts.ts';
import { type Claim, claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import type { Locator } from '../../contract/evidence/locator.ts';
import type { Source } from '../../contract/evidence/source.ts';
import type { Verification } from '../../contract/verification.ts';

/** A document as it was given, and what was found about it. */
export interface Original {
  draft: Draft;
  verification: Verification;
  /** The document as it was read; null where that is not known. */
  document: Source | null;
  /** Where its sentences and rows stand in it, by their ids. */
  places: Readonly<Record<string, Locator>>;
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

/** Text without marks of footnotes and the stop at its end. */
function bare(text: string): string {
  return text
    .replace(/\s*\[\^?\w+\]/g, '')
    .trim()
    .replace(/[.!?]$/, '');
}

/**
 * Why: in the words of the correction where they tell something, with what re-reading found where that is something else.
 * A reason that only quotes the new words tells nothing that these do not show.
 */
function why(
  told: string,
  found: string | undefined,
  { kind, now }: { kind: Change['kind']; now: string },
): Pick<Change, 'reason' | 'found'> {
  const quotesOnly = found !== undefined && kind === 'changed' && bare(told).includes(bare(now));
  if (told.trim() !== '' && !quotesOnly)
    return { reason: told, found: found === undefined || told.includes(found) ? null : found };
  return { reason: found ?? (kind === 'added' ? 'It was added.' : 'It was not checked.'), found: null };
}

/** What was changed between a document that was checked and its corrected form, and what was kept although it is faulty, with the reasons. */
export function changesOf(original: Original, corrected: Draft): Change[] {
  const verdicts = new Map(original.verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  const findings = new Map(original.verification.findings.map((finding) => [finding.claimId, finding]));
  const corrections = new Map((corrected.changes ?? []).map((change) => [change.claimId, change]));
  return pairs(claimsOf(original.draft), claimsOf(corrected)).flatMap(({ before, after }): Change[] => {
    const correction = corrections.get((before ?? after)?.id ?? '');
    const same = before !== null && after !== null && before.text === after.text;
    if (same && correction?.action !== 'kept') return [];
    const kind = same ? 'kept' : before === null ? 'added' : after === null ? 'removed' : 'changed';
    const verdict = before === null ? undefined : verdicts.get(before.id);
    const against = before === null ? [] : [...(findings.get(before.id)?.evidence ?? []), ...before.evidence];
    const evidence = after !== null && after.evidence.length > 0 ? after.evidence : against;
    const now = after?.text ?? null;
    // Words that a person changed again are not those that the correction gives reasons for.
    const told = correction?.after === now ? correction.reason : '';
    const found = verdict?.verdict === 'supported' && told !== '' ? undefined : verdict?.reason;
    const reasons = why(told, found, { kind, now: now ?? '' });
    return [{ kind, before: side(before), after: side(after), evidence: [...new Set(evidence)], ...reasons }];
  });
}

/** Sentences of a checked document that were kept although they are faulty: what was changed tells of them with their reasons. */
export function keptIds({ original, draft }: { original: Original | null; draft: Draft }): ReadonlySet<string> {
  const changes = original === null ? [] : changesOf(original, draft);
  return new Set(changes.flatMap(({ kind, after }) => (kind === 'kept' && after !== null ? [after.id] : [])));
}
