import { type Alignment, bestAlignment } from './alignment.ts';
import { type CheckedWords, type ClaimFault, citedIds } from './claim-fault.ts';
import { findQuote } from './quote.ts';
import { contentOf, stemSet, tokensOf } from './words.ts';

/** A claim that is laid so closely over its evidence says the same sentence: what differs in it was changed. */
export const SAME_SENTENCE = 0.72;
/** Words in common, in order, from which on a claim speaks of the same thing. */
const SAME_ORDER = 0.5;
/** Content words in common, in any order, from which on it does. */
const SAME_WORDS = 0.65;

const aligned = new WeakMap<CheckedWords, Alignment | null>();

/** The claim laid over the quote that it is most alike; null where it cites queries alone. */
export function alignmentOf(claim: CheckedWords): Alignment | null {
  const known = aligned.get(claim);
  if (known !== undefined) return known;
  const quotes = claim.cited.filter(({ query }) => query === null).map(({ quote }) => quote);
  const found = bestAlignment(claim.text, quotes);
  aligned.set(claim, found);
  return found;
}

/** Whether a piece of evidence holds the claim word for word. */
export function isVerbatim({ text, cited }: CheckedWords): boolean {
  const bare = text.replace(/[.!?…]["'”’)\]]*$/, '');
  return cited.some(({ quote, query }) => query === null && findQuote(quote, bare) !== null);
}

/** Share, 0 to 1, of the claim's content words that its quotes hold in any order. */
export function wordsShared({ text, cited }: CheckedWords): number {
  const words = contentOf(tokensOf(text));
  if (words.length === 0) return 1;
  const stems = stemSet(...cited.map(({ quote }) => quote));
  return words.filter(({ stem }) => stems.has(stem)).length / words.length;
}

/** The alignment of a claim that speaks of the same thing as what it cites, in other words; null of one that quotes, cites queries alone or speaks of something else. */
export function tellsTheSame(claim: CheckedWords): Alignment | null {
  if (isVerbatim(claim)) return null;
  const alignment = alignmentOf(claim);
  if (alignment === null) return null;
  return alignment.likeness >= SAME_ORDER || wordsShared(claim) >= SAME_WORDS ? alignment : null;
}

/** A difference in wording: a hint, for the same thing can be said in many ways. */
export function wordingFault(
  claim: CheckedWords,
  check: ClaimFault['check'],
  message: string,
): { faults: ClaimFault[] } {
  return { faults: [{ check, severity: 'warning', against: true, message, evidence: citedIds(claim) }] };
}
