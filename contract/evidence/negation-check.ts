import type { Alignment, Step } from './alignment.ts';
import { type CheckedWords, type ClaimCheck, shown } from './claim-fault.ts';
import { NEGATIONS } from './said-words.ts';
import { SAME_SENTENCE, tellsTheSame, wordingFault, wordsShared } from './same-sentence.ts';
import { stemSet, tokensOf } from './words.ts';

/** So alike that also where a negation stands is compared. */
const NEARLY_THE_SAME = 0.8;
/** Ways to deny or to limit without one of the words of negation. */
const DENIES_OTHERWISE =
  /\b(?:lack\w*|fail\w*|absen\w+|refus\w+|reject\w*|exclud\w*|prevent\w*|avoid\w*|zero|only|earliest|latest|except\w*|until|still|yet|miss\w*|den(?:y|ies|ied)|stop\w*|no longer|un\w{4,}|in(?:capable|valid|complete|sufficient|active|accessible|correct|eligible)|im\w{5,}|free of|instead|rather|but|forbid\w*|prohibit\w*|ban(?:s|ned)?|barred|less than|fewer)\b/i;

interface Negation {
  word: string;
  at: number;
  same: boolean;
}

/** `no less than` and `not only` bound or add and deny nothing. */
function deniesNothing(steps: readonly Step[], at: number, side: 'claim' | 'cited'): boolean {
  const word = steps[at]?.[side]?.lower ?? '';
  const next = steps.slice(at + 1).flatMap((one) => one[side]?.lower ?? [])[0] ?? '';
  return /^(?:no|not)$/.test(word) && /^(?:less|more|fewer|later|earlier|only|exceed\w*)$/.test(next);
}

function negationsOf({ steps, before }: Alignment, side: 'claim' | 'cited'): Negation[] {
  const inside = steps.flatMap((step, at): Negation[] => {
    const lower = step[side]?.lower;
    if (lower === undefined || !NEGATIONS.has(lower) || deniesNothing(steps, at, side)) return [];
    return [{ word: lower, at, same: step.same }];
  });
  const ahead = side === 'claim' ? [] : before.filter(({ lower }) => NEGATIONS.has(lower)).slice(-1);
  return [...ahead.map(({ lower }) => ({ word: lower, at: -1, same: false })), ...inside];
}

/** Whether one side has a word of denial of another kind, which the other side does not have: `excluded` for `cannot take part`. */
function deniesOtherwise({ text, cited }: CheckedWords, side: 'claim' | 'cited'): boolean {
  const quotes = cited.map(({ quote }) => quote).join('\n');
  const [own, other] = side === 'claim' ? [text, quotes] : [quotes, text];
  const known = stemSet(other);
  return tokensOf(own).some(({ lower, stem }) => DENIES_OTHERWISE.test(lower) && !known.has(stem));
}

/** More words than these say several things, of which a claim need not repeat what they deny. */
const ONE_STATEMENT = 45;

/** The negations of the quotes of a claim that has their words in another order; none of a long quote. */
function negationsIn({ cited }: CheckedWords): Negation[] {
  return cited.flatMap(({ quote }) => {
    const tokens = tokensOf(quote);
    const steps = tokens.map((token): Step => ({ claim: null, cited: token, same: true }));
    return tokens.length > ONE_STATEMENT ? [] : negationsOf({ steps, likeness: 1, before: [] }, 'cited');
  });
}

/** What is denied must be denied there: a negation that one side has and the other has not, in what otherwise says the same. */
export const checkNegation: ClaimCheck = (claim) => {
  const alignment = tellsTheSame(claim);
  if (alignment === null) return { faults: [] };
  const isOrdered = alignment.likeness >= SAME_SENTENCE;
  const said = negationsOf(alignment, 'claim');
  const given = isOrdered ? negationsOf(alignment, 'cited') : negationsIn(claim);
  const parityDiffers = said.length % 2 !== given.length % 2;
  const cited = shown(alignment.steps.flatMap(({ cited: token }) => token?.text ?? []).join(' '));
  const list = (all: readonly Negation[]): string => all.map(({ word }) => `"${word}"`).join(', ');
  const message =
    given.length === 0
      ? `The sentence denies (${list(said)}) what the cited words affirm: "${cited}".`
      : said.length === 0
        ? `The sentence affirms what the cited words deny (${list(given)}): "${cited}".`
        : `The sentence denies otherwise (${list(said)}) than the cited words (${list(given)}): "${cited}".`;
  if (parityDiffers && said.length > given.length)
    return deniesOtherwise(claim, 'cited') ? { faults: [] } : wordingFault(claim, 'negation-differs', message);
  if (parityDiffers) {
    // What a claim leaves out may hold a negation of its own, and a claim may deny by other words.
    const isClose = isOrdered || wordsShared(claim) >= NEARLY_THE_SAME;
    return isClose && !deniesOtherwise(claim, 'claim')
      ? wordingFault(claim, 'negation-differs', message)
      : { faults: [] };
  }
  const moved = said.find((one) => !one.same && given.every((other) => other.same || Math.abs(other.at - one.at) > 4));
  if (moved !== undefined && alignment.likeness >= NEARLY_THE_SAME)
    return wordingFault(
      claim,
      'negation-differs',
      `The sentence has "${moved.word}" where the cited words have none: "${cited}".`,
    );
  return { faults: [] };
};
