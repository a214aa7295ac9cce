import { type Claim, claimsOf } from '../../contract/draft/blocks.ts';
import { kindWord } from '../../contract/draft/kind-marks.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import type { ClaimVerdict } from '../../contract/verification.ts';
import type { Original } from './changes.ts';
import { notChecked } from './report-content.ts';

/** A sentence or row of a document as it was given, with where it stands. */
interface GivenSentence {
  claim: Claim;
  /** `Prices, page 3, paragraph 2`; the section alone where the place is not known. */
  where: string;
}

function whereOf({ places }: Pick<Original, 'places'>, { id, section }: Pick<Claim, 'id' | 'section'>): string {
  const locator = places[id];
  return locator === undefined ? section : `${section}, ${describeLocator(locator)}`;
}

/** Where each sentence stood in the document as it was given. */
export function placeInDocument(original: Original, side: { id: string; section: string } | null): string {
  return side === null ? '' : whereOf(original, side);
}

/** The facts of a document as it was given, each with its verdict, in reading order. */
export function factsAsGiven(original: Original): (GivenSentence & { verdict: ClaimVerdict })[] {
  const verdicts = new Map(original.verification.verdicts.map((one) => [one.claimId, one]));
  const facts = claimsOf(original.draft).filter(({ kind }) => kind === 'fact');
  return facts.map((claim) => {
    const verdict = verdicts.get(claim.id) ?? notChecked(claim.id);
    return { claim, where: whereOf(original, claim), verdict };
  });
}

/** The sentences of a document as it was given in which nothing was verified, each with what it was taken for. */
export function notLookedUp(original: Original): (GivenSentence & { word: string })[] {
  return claimsOf(original.draft).flatMap((claim) =>
    claim.kind === 'fact' ? [] : [{ claim, where: whereOf(original, claim), word: kindWord(claim.kind, 'check') }],
  );
}

/** What is told above the sentences that were not verified. */
export const NOT_LOOKED_UP =
  'The model that read the document took these sentences for no claims or for recommendations. Nobody looked for their evidence: read them yourself.';
