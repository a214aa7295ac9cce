import { identifiersOf, isRunOfCells } from '../../../activities/check/identifiers.ts';
import { asRead } from '../../../contract/draft/as-read.ts';
import { citationMarksOf, withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';
import { numbersOf, sharedShare } from '../judge/compare.ts';
import { type Value, valuesOf } from '../text/values.ts';
import { oneLine, termsOf, wordsOf } from '../text/words.ts';
import { cellsOf, rowWithOtherCells } from './rows.ts';
import { figuresOf, missingOf, wordsAlone } from './same-thing.ts';

/** Share of the corrected sentence's words that the source must hold, and of the claim's that a quote in its place must. */
const CARRIED = 0.6;
const REPLACES = 0.5;
/** Terms before a value that say what it is the value of. */
const NEAREST = 5;

/**
 * A claim with the words of a source in place of its own wrong ones: another value or name where the rest agrees, else the source's
 * whole sentence. Null where neither can be. Only words of the claim and of the source occur in it.
 */
export function correctedFrom(claim: string, source: string): string | null {
  const marks = citationMarksOf(claim);
  const corrected = correctedWords(withoutCitationMarks(claim), oneLine(asRead(source)));
  if (corrected === null || marks.length === 0) return corrected;
  // The author's own citations stay with the sentence, before its full stop or behind it as they stood.
  const isBefore = /\][.!?…]+$/.test(claim.trim());
  return isBefore ? corrected.replace(/[.!?…]*$/, (end) => `${marks.join('')}${end}`) : `${corrected}${marks.join('')}`;
}

function correctedWords(claim: string, said: string): string | null {
  if (rowWithOtherCells(claim, said)) return cellsOf(said).join(' | ');
  // Words about something else correct nothing.
  if (isRunOfCells(claim) || missingOf(claim, wordsAlone(said)).length > 0) return null;
  const corrected = withValuesOf(claim, said) ?? withNameOf(claim, said);
  if (corrected !== null && isCarried(corrected, claim, said)) return corrected;
  const isRow = claim.includes(' | ') || said.includes('|');
  const isSentence = termsOf(said).length >= 2 && said.length <= 600;
  const loses = figuresOf(claim).length > figuresOf(said).length;
  return !isRow && isSentence && !loses && sharedShare(claim, said) >= REPLACES ? said : null;
}

/** Whether the source holds what is in a text, but for figures of the claim that it says nothing of: these stay, and are found unverified. */
function isCarried(text: string, claim: string, source: string): boolean {
  const given = valuesOf(source);
  const dates = valuesOf(text).filter(({ kind }) => kind === 'date');
  if (!dates.every((date) => given.some((one) => one.kind === 'date' && one.value === date.value))) return false;
  const others = dates.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const numbers = new Set([...numbersOf(source), ...numbersOf(claim)]);
  return numbersOf(others).every((number) => numbers.has(number)) && sharedShare(text, source) >= CARRIED;
}

const isAlike = (one: Value, other: Value): boolean => one.kind === other.kind && one.unit === other.unit;
const isIn = (value: Value, all: readonly Value[]): boolean =>
  all.some((one) => isAlike(one, value) && one.value === value.value);

/** Each value that the source contradicts, replaced by what the source has in its place; values that it says nothing of stay. */
function withValuesOf(claim: string, source: string): string | null {
  const [own, given] = [valuesOf(claim), valuesOf(source)];
  const names = identifiersOf(claim);
  const isName = (value: Value): boolean =>
    names.some(({ start, end }) => value.start <= start && start < value.end && end > value.start);
  const wrong = own.filter((value) => !isIn(value, given) && !isName(value));
  let text = claim;
  for (const value of wrong.toReversed()) {
    const right = counterpartOf(value, { claim, own, wrong }, { source, given });
    if (right === null) continue;
    const before = claim.slice(value.start, value.end);
    const lead = /^\s*/.exec(before)?.[0] ?? '';
    text = text.slice(0, value.start) + lead + source.slice(right.start, right.end).trim() + text.slice(value.end);
  }
  return text === claim ? null : text;
}

/**
 * The only value of its kind and unit in the source that the claim does not have. Where the claim has several such values that the source
 * does not have, only that whose nearest words stand nearest to the source's value is the one it speaks of.
 */
function counterpartOf(
  value: Value,
  { claim, own, wrong }: { claim: string; own: readonly Value[]; wrong: readonly Value[] },
  { source, given }: { source: string; given: readonly Value[] },
): Value | null {
  const rivals = given.filter((one) => isAlike(one, value) && !isIn(one, own));
  const peers = wrong.filter((one) => isAlike(one, value));
  const roles = roleTerms(claim, value, own);
  const fits = (one: Value, terms: readonly string[]): number => nearness(terms, roleTerms(source, one, given));
  if (peers.length === 1 && new Set(rivals.map((one) => one.value)).size === 1) return rivals[0] ?? null;
  const ranked = rivals.map((one) => ({ one, fit: fits(one, roles) })).sort((a, b) => b.fit - a.fit);
  const [best, second] = ranked;
  if (best === undefined || best.fit === 0 || (second !== undefined && second.fit === best.fit)) return null;
  const isNearest = peers.every((peer) => peer === value || fits(best.one, roleTerms(claim, peer, own)) < best.fit);
  return isNearest ? best.one : null;
}

/** How near the terms that two values have in common stand to both: 1 for those right beside them, half for each term between. */
function nearness(terms: readonly string[], others: readonly string[]): number {
  return terms.reduce((sum, term, at) => sum + (others.includes(term) ? 0.5 ** (at + others.indexOf(term)) : 0), 0);
}

/** The terms before a value, nearest first, up to the value before it; those behind it where none stands before. */
function roleTerms(text: string, value: Value, all: readonly Value[]): readonly string[] {
  const from = Math.max(0, ...all.filter(({ end }) => end <= value.start).map(({ end }) => end));
  const before = termsOf(text.slice(from, value.start)).toReversed();
  const until = Math.min(text.length, ...all.filter(({ start }) => start >= value.end).map(({ start }) => start));
  return (before.length > 0 ? before : termsOf(text.slice(value.end, until))).slice(0, NEAREST);
}

/** The only name that the source does not have, replaced by the only one there that the claim does not have. */
function withNameOf(claim: string, source: string): string | null {
  const [wrong, ...more] = namesOnlyIn(claim, source);
  const [right, ...others] = namesOnlyIn(source, claim);
  if (wrong === undefined || right === undefined || more.length + others.length > 0) return null;
  return claim.slice(0, wrong.start) + right.text + claim.slice(wrong.end);
}

function namesOnlyIn(text: string, other: string) {
  const held = new Set(termsOf(other));
  return wordsOf(text).filter(
    (word) => word.start > 0 && /^\p{Lu}/u.test(word.text) && termsOf(word.text).some((term) => !held.has(term)),
  );
}
