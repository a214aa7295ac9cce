import { asRead } from '../../../contract/draft/as-read.ts';
import { citationMarksOf, withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';
import { numbersOf, sharedShare } from '../judge/compare.ts';
import { type Value, valuesOf } from '../text/values.ts';
import { oneLine, termsOf, wordsOf } from '../text/words.ts';
import { cellsOf, rowWithOtherCells } from './rows.ts';

/** Share of the corrected sentence's words that the source must hold, and of the claim's that a quote in its place must. */
const CARRIED = 0.6;
const REPLACES = 0.5;

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
  const corrected = withValuesOf(claim, said) ?? withNameOf(claim, said);
  if (corrected !== null && isCarried(corrected, said)) return corrected;
  const isRow = claim.includes(' | ') || said.includes('|');
  const isSentence = termsOf(said).length >= 2 && said.length <= 600;
  return !isRow && isSentence && sharedShare(claim, said) >= REPLACES ? said : null;
}

function isCarried(text: string, source: string): boolean {
  const given = valuesOf(source);
  const dates = valuesOf(text).filter(({ kind }) => kind === 'date');
  if (!dates.every((date) => given.some((one) => one.kind === 'date' && one.value === date.value))) return false;
  const others = dates.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const numbers = new Set(numbersOf(source));
  return numbersOf(others).every((number) => numbers.has(number)) && sharedShare(text, source) >= CARRIED;
}

/** Each value that the source does not have, replaced by the only one of its kind and unit that the claim does not have. */
function withValuesOf(claim: string, source: string): string | null {
  const [own, given] = [valuesOf(claim), valuesOf(source)];
  const isIn = (value: Value, all: readonly Value[]): boolean =>
    all.some((one) => one.kind === value.kind && one.unit === value.unit && one.value === value.value);
  const wrong = own.filter((value) => !isIn(value, given));
  if (wrong.length === 0) return null;
  let text = claim;
  for (const value of wrong.toReversed()) {
    const rivals = given.filter((one) => one.kind === value.kind && one.unit === value.unit && !isIn(one, own));
    const [only] = rivals;
    if (only === undefined || new Set(rivals.map((one) => one.value)).size !== 1) return null;
    const before = claim.slice(value.start, value.end);
    const lead = /^\s*/.exec(before)?.[0] ?? '';
    text = text.slice(0, value.start) + lead + source.slice(only.start, only.end).trim() + text.slice(value.end);
  }
  return text;
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
