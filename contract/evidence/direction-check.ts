import type { CheckedWords, ClaimCheck } from './claim-fault.ts';
import { equalDecimals, subtract } from './decimal.ts';
import { numbersIn } from './number.ts';
import { FALLS, opposites, RISES } from './said-words.ts';
import { tellsTheSame, wordingFault } from './same-sentence.ts';
import { stemOf, tokensOf } from './words.ts';

const OPPOSITE = opposites(stemOf);
const UP = new Set(RISES.map(stemOf));
const DOWN = new Set(FALLS.map(stemOf));

/** A claim that says a rise from a larger number to a smaller one, or a fall the other way round. */
function againstItself({ text }: CheckedWords): string | null {
  for (const match of text.matchAll(/\bfrom\s+(\S[^,;]{0,40}?)\s+(?:\S+ ){0,4}?to\s+([^,;]{1,40})/gi)) {
    // Read as a whole, so that each has the unit behind it: from 5 minutes to 1 hour is a rise.
    const behind = match[0].length - (match[2] ?? '').length;
    const numbers = numbersIn(match[0]);
    const [from, to] = [numbers.find(({ end }) => end <= behind), numbers.find(({ start }) => start >= behind)];
    if (
      from === undefined ||
      to === undefined ||
      from.unit !== to.unit ||
      (from.measure?.name !== to.measure?.name && from.measure !== null && to.measure !== null)
    )
      continue;
    const verb = tokensOf(text.slice(0, match.index))
      .slice(-5)
      .map(({ stem }) => stem);
    const change = subtract(to.value, from.value).units;
    if (equalDecimals(to.value, from.value)) continue;
    if (verb.some((stem) => UP.has(stem)) && !verb.some((stem) => DOWN.has(stem)) && change < 0n)
      return `The sentence speaks of a rise from ${from.text} to ${to.text}, which is a fall.`;
    if (verb.some((stem) => DOWN.has(stem)) && !verb.some((stem) => UP.has(stem)) && change > 0n)
      return `The sentence speaks of a fall from ${from.text} to ${to.text}, which is a rise.`;
  }
  return null;
}

/** A word of the claim whose opposite stands in the evidence, which does not hold the word itself: more for less, before for after, increase for decrease. */
export const checkDirection: ClaimCheck = (claim) => {
  const own = againstItself(claim);
  if (own !== null) return wordingFault(claim, 'direction-differs', own);
  if (tellsTheSame(claim) === null) return { faults: [] };
  const given = tokensOf(claim.cited.map(({ quote }) => quote).join('\n'));
  const stems = new Set(given.map(({ stem }) => stem));
  const said = tokensOf(claim.text);
  const saidStems = new Set(said.map(({ stem }) => stem));
  for (const word of said) {
    const wanted = stems.has(word.stem) ? undefined : OPPOSITE.get(word.stem);
    if (wanted === undefined) continue;
    const other = given.find(({ stem }) => wanted.has(stem) && !saidStems.has(stem));
    if (other !== undefined)
      return wordingFault(
        claim,
        'direction-differs',
        `The sentence says "${word.text}"; the cited words say "${other.text}".`,
      );
  }
  return { faults: [] };
};
