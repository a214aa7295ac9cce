import { findQuote } from '../../../contract/evidence/quote.ts';
import { valuesOf } from '../text/values.ts';
import { termsOf } from '../text/words.ts';

/** Whether a quote holds a claim word for word, runs of white space apart. */
export function holdsClaim(quote: string, claim: string): boolean {
  return findQuote(quote, claim) !== null || findQuote(quote, claim.replace(/[.!?…]$/, '')) !== null;
}

const TAKES_BACK =
  /\b(?:not|never|no longer|false|untrue|wrong|den(?:y|ies|ied)|unless|whether|nobody|cannot|without)\b[^.!?]{0,60}$/i;

/** Whether the words before a claim within the same sentence of a quote take it back: "It is not true that ...". */
export function isTurnedRound(quote: string, claim: string): boolean {
  const found = findQuote(quote, claim.replace(/[.!?…]$/, ''));
  if (found === null || found.start === 0) return false;
  const before = quote.slice(0, found.start);
  return TAKES_BACK.test(before.slice(before.search(/[^.!?]*$/)).replace(/\s+/g, ' '));
}

/** Numbers of a text without separators of thousands and trailing zeros, names with digits included: `gpt-5.4`, `432`, `72`. */
export function numbersOf(text: string): string[] {
  const written = text.match(/[\p{L}\p{N}]*(?:[-.,:]?[\p{L}\p{N}]+)*\d[\p{L}\p{N}]*(?:[-.,:][\p{L}\p{N}]+)*/gu) ?? [];
  return [...new Set(written.map(comparable))];
}

function comparable(written: string): string {
  const lower = written.toLowerCase();
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(lower)) return String(Number(lower.replaceAll(',', '')));
  return /^\d+(?:\.\d+)?$/.test(lower) ? String(Number(lower)) : lower;
}

/** Share, 0 to 1, of a claim's terms that a text holds. Numbers are compared apart. */
export function sharedShare(claim: string, text: string): number {
  const terms = termsOf(claim).filter((term) => !/^\d/.test(term));
  if (terms.length === 0) return 1;
  const held = new Set(termsOf(text));
  return terms.filter((term) => held.has(term)).length / terms.length;
}

const NEGATION = /\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n't\b/gi;

/** Whether a text says the opposite of a claim or gives another value of the same unit. The caller knows that both speak of the same. */
export function contradicts(text: string, claim: string): boolean {
  const negations = (one: string): number => (one.match(NEGATION) ?? []).length;
  if (negations(text) % 2 !== negations(claim) % 2 && sharedShare(claim, text) === 1) return true;
  const given = valuesOf(text);
  return valuesOf(claim).some((value) => {
    const rivals = given.filter((one) => one.kind === value.kind && one.unit === value.unit);
    return rivals.length > 0 && rivals.every((one) => one.value !== value.value);
  });
}
