import { type Alignment, bestAlignment, type Step } from './alignment.ts';
import { type CheckedWords, type ClaimCheck, type ClaimFault, citedIds, shown } from './claim-fault.ts';
import { findQuote } from './quote.ts';
import { BOUNDS, NEGATIONS, opposites, scopeClass } from './said-words.ts';
import { stemOf, tokensOf } from './words.ts';

/** A claim that is laid so closely over its evidence says the same sentence: what differs in it was changed. */
const SAME_SENTENCE = 0.72;
/** Enough words in common to speak of the same thing. */
const SAME_MATTER = 0.5;

type Code = ClaimFault['check'];

const aligned = new WeakMap<CheckedWords, Alignment | null>();

/** The claim laid over the quote that it is most alike; null where it cites queries alone. */
export function alignmentOf(claim: CheckedWords): Alignment | null {
  const known = aligned.get(claim);
  if (known !== undefined) return known;
  const found = bestAlignment(
    claim.text,
    claim.cited.filter(({ query }) => query === null).map(({ quote }) => quote),
  );
  aligned.set(claim, found);
  return found;
}

/** Whether a piece of evidence holds the claim word for word. */
export function isVerbatim({ text, cited }: CheckedWords): boolean {
  const bare = text.replace(/[.!?…]["'”’)\]]*$/, '');
  return cited.some(({ quote, query }) => query === null && findQuote(quote, bare) !== null);
}

function fault(
  claim: CheckedWords,
  check: Code,
  message: string,
  severity: ClaimFault['severity'] = 'warning',
): ClaimFault {
  return { check, severity, against: true, message, evidence: citedIds(claim) };
}

/** Cited words between the claim's own, and a few before them: a negation may stand there. */
function textOf(steps: readonly Step[], side: 'claim' | 'cited'): string {
  return steps.flatMap((step) => step[side]?.text ?? []).join(' ');
}

function negations(steps: readonly Step[], side: 'claim' | 'cited'): string[] {
  return steps.flatMap((step) => {
    const lower = step[side]?.lower;
    return lower !== undefined && NEGATIONS.has(lower) && !isBound(steps, step, side) ? [lower] : [];
  });
}

/** `no less than` and `not more than` bound a number and deny nothing. */
function isBound(steps: readonly Step[], step: Step, side: 'claim' | 'cited'): boolean {
  const after = steps
    .slice(steps.indexOf(step) + 1)
    .flatMap((one) => one[side]?.lower ?? [])
    .slice(0, 3);
  return (
    /^(?:no|not)$/.test(step[side]?.lower ?? '') &&
    /^(?:less|more|fewer|later|earlier|only|exceed)/.test(after[0] ?? '')
  );
}

/** What is denied must be denied there: negations that one side has and the other has not, in what is otherwise the same sentence. */
export const checkNegation: ClaimCheck = (claim) => {
  const alignment = alignmentOf(claim);
  if (alignment === null || alignment.likeness < SAME_MATTER || isVerbatim(claim)) return { faults: [] };
  const [said, given] = [negations(alignment.steps, 'claim'), negations(alignment.steps, 'cited')];
  if (said.length % 2 === given.length % 2) return { faults: [] };
  // What a claim leaves out may hold a negation of its own; what it adds may not.
  if (said.length < given.length && alignment.likeness < SAME_SENTENCE) return { faults: [] };
  const words = said.length > given.length ? `says "${said.join(', ')}"` : 'denies nothing';
  const message = `The sentence ${words}; the cited words ${given.length === 0 ? 'deny nothing' : `say "${given.join(', ')}"`}: "${shown(textOf(alignment.steps, 'cited'))}".`;
  return { faults: [fault(claim, 'negation-differs', message)] };
};

function boundsOf(text: string): string[] {
  return BOUNDS.flatMap(({ name, form }) => (text.match(form) ?? []).map(() => name));
}

function classes(steps: readonly Step[], side: 'claim' | 'cited'): Map<string, string> {
  const found = steps.flatMap((step) => {
    const name = step.same ? null : scopeClass(step[side]?.lower ?? '');
    return name === null ? [] : [[name, step[side]?.lower ?? ''] as const];
  });
  return new Map(found);
}

/** How much, how often, how surely and within which bounds: words of scope that were added, left out or exchanged. */
export const checkScope: ClaimCheck = (claim) => {
  const alignment = alignmentOf(claim);
  if (alignment === null || isVerbatim(claim) || alignment.likeness < SAME_MATTER) return { faults: [] };
  const { steps, likeness } = alignment;
  const [saidBounds, givenBounds] = [boundsOf(claim.text), boundsOf(claim.cited.map(({ quote }) => quote).join('\n'))];
  const bound = saidBounds.find((one) => !givenBounds.includes(one));
  const lost =
    likeness >= SAME_SENTENCE ? boundsOf(textOf(steps, 'cited')).find((one) => !saidBounds.includes(one)) : undefined;
  if (bound !== undefined)
    return {
      faults: [
        fault(
          claim,
          'scope-differs',
          `The sentence says "${bound}"; the cited words ${givenBounds.length === 0 ? 'set no such bound' : `say "${givenBounds[0]}"`}.`,
        ),
      ],
    };
  if (lost !== undefined)
    return { faults: [fault(claim, 'scope-differs', `The cited words say "${lost}"; the sentence leaves it out.`)] };
  const [said, given] = [classes(steps, 'claim'), classes(steps, 'cited')];
  const added = [...said].find(([name]) => !given.has(name));
  const dropped = [...given].find(([name]) => !said.has(name));
  // Loosely told, a claim may say "about" or leave a "some" out; to say "all" where nothing does is another claim.
  const strong = added !== undefined && !['nearly', 'may'].includes(added[0]) && !quotesHold(claim, added[0]);
  if (strong)
    return {
      faults: [
        fault(
          claim,
          'scope-differs',
          `The sentence says "${added[1]}"; the cited words ${dropped === undefined ? 'do not' : `say "${dropped[1]}"`}.`,
        ),
      ],
    };
  if (dropped !== undefined && likeness >= SAME_SENTENCE && !/^(?:also|many)$/.test(dropped[0]))
    return {
      faults: [
        fault(
          claim,
          'scope-differs',
          `The cited words say "${dropped[1]}"; the sentence ${added === undefined ? 'leaves it out' : `says "${added[1]}"`}.`,
        ),
      ],
    };
  return { faults: [] };
};

function quotesHold({ cited }: CheckedWords, name: string): boolean {
  return cited.some(({ quote }) => tokensOf(quote).some(({ lower }) => scopeClass(lower) === name));
}

const OPPOSITE = opposites(stemOf);

/** A word of the claim whose opposite stands in the evidence where the claim has it: more for less, before for after, increase for decrease. */
export const checkDirection: ClaimCheck = (claim) => {
  const alignment = alignmentOf(claim);
  if (alignment === null || alignment.likeness < SAME_MATTER || isVerbatim(claim)) return { faults: [] };
  const { steps } = alignment;
  const given = new Set(claim.cited.flatMap(({ quote }) => tokensOf(quote).map(({ stem }) => stem)));
  const faults = steps.flatMap((step, at) => {
    const { claim: word, same } = step;
    if (word === null || same || given.has(word.stem)) return [];
    const wanted = OPPOSITE.get(word.stem);
    if (wanted === undefined) return [];
    const near = steps
      .slice(Math.max(0, at - 4), at + 5)
      .find((one) => one.cited !== null && !one.same && wanted.has(one.cited.stem));
    if (near?.cited == null) return [];
    return [
      fault(claim, 'direction-differs', `The sentence says "${word.text}"; the cited words say "${near.cited.text}".`),
    ];
  });
  return { faults: faults.slice(0, 1) };
};

/** Two numbers or names of the same sentence that changed places: each stands in the cited words, and neither where the claim has it. */
export const checkOrder: ClaimCheck = (claim) => {
  const alignment = alignmentOf(claim);
  if (alignment === null || alignment.likeness < SAME_SENTENCE || isVerbatim(claim)) return { faults: [] };
  const { steps } = alignment;
  const isFigure = (text: string): boolean => /^\d/.test(text);
  const faults = steps.flatMap((step, at) => {
    const { claim: said, cited: given, same } = step;
    if (said === null || given === null || same || !isFigure(said.text) || !isFigure(given.text)) return [];
    const [before, after] = [steps[at - 1], steps[at + 1]];
    const isFixed =
      (before === undefined || before.same) && (after === undefined || after.same) && (before ?? after) !== undefined;
    const stands = claim.cited.some(({ quote }) => tokensOf(quote).some(({ lower }) => lower === said.lower));
    if (!isFixed || !stands) return [];
    return [
      fault(
        claim,
        'number-not-found',
        `The sentence says ${said.text} where the cited words say ${given.text}.`,
        'blocking',
      ),
    ];
  });
  return { faults: faults.slice(0, 1) };
};
