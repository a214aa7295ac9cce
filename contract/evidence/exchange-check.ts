import type { Step } from './alignment.ts';
import { type ClaimCheck, citedIds } from './claim-fault.ts';
import { wordNumbersIn } from './number-words.ts';
import { FALLS, RISES } from './said-words.ts';
import { alignmentOf, isVerbatim, SAME_SENTENCE, wordingFault } from './same-sentence.ts';
import { isFunctionWord } from './word-forms.ts';
import { stemOf, type Token, tokensOf } from './words.ts';

/** So alike that a single other word in it was put there. */
const ALL_BUT_THE_SAME = 0.78;

interface Exchange {
  said: Token;
  given: Token;
  /** Whether the words on both sides are the same. */
  fixed: boolean;
}

/** The words of a claim that stand where its evidence has others. */
function exchangesOf(steps: readonly Step[]): Exchange[] {
  return steps.flatMap((step, at): Exchange[] => {
    const { claim: said, cited: given, same } = step;
    if (said === null || given === null || same) return [];
    const [before, after] = [steps[at - 1], steps[at + 1]];
    const fixed =
      (before === undefined || before.same) && (after === undefined || after.same) && (before ?? after) !== undefined;
    return [{ said, given, fixed }];
  });
}

function isFigure(text: string): boolean {
  return /^\d/.test(text);
}

/** Two numbers of the same sentence that changed places: one stands in the cited words, but not where the claim has it. */
export const checkOrder: ClaimCheck = (claim) => {
  const alignment = alignmentOf(claim);
  if (alignment === null || alignment.likeness < SAME_SENTENCE || isVerbatim(claim)) return { faults: [] };
  const stands = new Set(claim.cited.flatMap(({ quote }) => tokensOf(quote).map(({ lower }) => lower)));
  const found = exchangesOf(alignment.steps).find(
    ({ said, given, fixed }) => fixed && isFigure(said.text) && isFigure(given.text) && stands.has(said.lower),
  );
  if (found === undefined) return { faults: [] };
  const message = `The sentence says ${found.said.text} where the cited words say ${found.given.text}.`;
  return {
    faults: [{ check: 'number-not-found', severity: 'blocking', against: true, message, evidence: citedIds(claim) }],
  };
};

/** Letters that two spellings or forms of a word share at their beginning. */
function alike(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < length && a[shared] === b[shared]) shared += 1;
  return shared >= 4 && shared >= Math.max(a.length, b.length) - 4;
}

const CHANGES = new Set([...RISES, ...FALLS].map(stemOf));

/** Number words and words of change are compared by their own checks: `doubled` for `went from 20 to 40`. */
function hasItsCheck({ lower, stem }: Token): boolean {
  return CHANGES.has(stem) || wordNumbersIn(lower).length > 0;
}

/** One content word that stands in place of another in what is otherwise the very sentence: `legal` for `claims`, `ignored` for `answered`. */
export const checkExchange: ClaimCheck = (claim) => {
  const alignment = alignmentOf(claim);
  if (alignment === null || alignment.likeness < ALL_BUT_THE_SAME || isVerbatim(claim)) return { faults: [] };
  const found = exchangesOf(alignment.steps).find(
    ({ said, given, fixed }) =>
      fixed &&
      !isFigure(said.text) &&
      !isFunctionWord(said.lower) &&
      !isFunctionWord(given.lower) &&
      !alike(said.lower, given.lower) &&
      !hasItsCheck(said),
  );
  if (found === undefined) return { faults: [] };
  return wordingFault(
    claim,
    'content-not-cited',
    `The sentence says "${found.said.text}" where the cited words say "${found.given.text}".`,
  );
};
