import type { Step } from './alignment.ts';
import type { CheckedWords, ClaimCheck } from './claim-fault.ts';
import { BOUND_WORDS, BOUNDS, scopeClass } from './said-words.ts';
import { SAME_SENTENCE, tellsTheSame, wordingFault } from './same-sentence.ts';
import { isFunctionWord } from './word-forms.ts';
import { tokensOf } from './words.ts';

function boundsOf(text: string): string[] {
  return BOUNDS.flatMap(({ name, form }) => (text.match(form) ?? []).map(() => name));
}

/** The bound that one side sets for a number and the other does not. */
function boundFault(claim: CheckedWords, steps: readonly Step[], isClose: boolean): string | null {
  const quotes = claim.cited.map(({ quote }) => quote).join('\n');
  const [said, given] = [boundsOf(claim.text), boundsOf(quotes)];
  const added = said.find((one) => !given.includes(one) && !(BOUND_WORDS[one]?.test(quotes) && given.length === 0));
  if (added !== undefined)
    return `The sentence says "${added}"; the cited words ${given.length === 0 ? 'set no such bound' : `say "${given[0]}"`}.`;
  if (!isClose) return null;
  const beside = steps.flatMap(({ cited }) => cited?.text ?? []).join(' ');
  const lost = boundsOf(beside).find((one) => !said.includes(one) && !BOUND_WORDS[one]?.test(claim.text));
  return lost === undefined ? null : `The cited words say "${lost}"; the sentence leaves it out.`;
}

interface Scope {
  name: string;
  word: string;
}

/** The words of scope of one side that the other does not have at that place; `almost every` is less than `every`. */
function scopesOf(steps: readonly Step[], side: 'claim' | 'cited'): Scope[] {
  const tokens = steps.flatMap((step) => (step[side] === null ? [] : [{ token: step[side], same: step.same }]));
  return tokens.flatMap(({ token, same }, at): Scope[] => {
    const name = scopeClass(token?.lower ?? '');
    if (name === null) return [];
    const next = scopeClass(tokens[at + 1]?.token?.lower ?? '');
    if (name === 'nearly' && next === 'all')
      return [{ name: 'most', word: `${token?.text} ${tokens[at + 1]?.token?.text}` }];
    return same || isLeftOutWithMore(steps, token) ? [] : [{ name, word: token?.text ?? '' }];
  });
}

/** Whether a word was left out together with what it speaks of, as all of an aside is. */
function isLeftOutWithMore(steps: readonly Step[], token: Step['cited']): boolean {
  const at = steps.findIndex(({ claim, cited }) => claim === null && cited === token);
  const next = steps.slice(at + 1).find(({ claim, cited }) => !isFunctionWord((cited ?? claim)?.lower ?? ''));
  return at >= 0 && next !== undefined && next.claim === null;
}

function holds({ cited }: CheckedWords, name: string): boolean {
  return cited.some(({ quote }) => tokensOf(quote).some(({ lower }) => scopeClass(lower) === name));
}

function classFault(claim: CheckedWords, steps: readonly Step[], isClose: boolean): string | null {
  const [said, given] = [scopesOf(steps, 'claim'), scopesOf(steps, 'cited')];
  const added = said.find(({ name }) => !given.some((one) => one.name === name));
  const dropped = given.find(({ name }) => !said.some((one) => one.name === name));
  const saysAll = tokensOf(claim.text).map(({ lower }) => scopeClass(lower));
  // Loosely told, a claim may say "about" or "may"; to say "all" where nothing does is another claim.
  if (
    added !== undefined &&
    !holds(claim, added.name) &&
    (isClose || !/^(?:nearly|may|must|should|many|exact)$/.test(added.name))
  )
    return `The sentence says "${added.word}"; the cited words ${dropped === undefined ? 'do not' : `say "${dropped.word}"`}.`;
  if (dropped === undefined || saysAll.includes(dropped.name)) return null;
  if (isClose && dropped.name !== 'many')
    return `The cited words say "${dropped.word}"; the sentence ${added === undefined ? 'leaves it out' : `says "${added.word}"`}.`;
  return null;
}

/** How much, how often, how surely and within which bounds: words of scope that were added, left out or exchanged. */
export const checkScope: ClaimCheck = (claim) => {
  const alignment = tellsTheSame(claim);
  if (alignment === null) return { faults: [] };
  const isClose = alignment.likeness >= SAME_SENTENCE;
  const message = boundFault(claim, alignment.steps, isClose) ?? classFault(claim, alignment.steps, isClose);
  return message === null ? { faults: [] } : wordingFault(claim, 'scope-differs', message);
};
