import {
  type CheckedWords,
  type CitedWords,
  type ClaimCheck,
  type ClaimFault,
  citedIds,
  shown,
} from './claim-fault.ts';
import { equalDecimals } from './decimal.ts';
import { derivationOf, isSum, multipleOf, saysDifference } from './derived-number.ts';
import {
  citedValues,
  type KnownValue,
  type Quantity,
  quantitiesIn,
  unitOfNumber,
  valuesOfRow,
  valuesOfText,
} from './known-values.ts';
import { holdsDigits } from './number.ts';
import { matchNumber, type NumberMatch, unitsDiffer } from './number-match.ts';
import { columnWords, YEAR_DIGITS } from './query-words.ts';
import { alignmentOf, isVerbatim } from './same-sentence.ts';
import { cellsOf, isRow, rowOf } from './table-row.ts';
import { contentOf, tokensOf } from './words.ts';

/** Words that say the number of what a sentence lists: `two` where it names A and B. */
function listsSoMany(number: Quantity, cited: readonly CitedWords[]): boolean {
  const count = Number(number.value.units);
  if (number.kind !== 'count' || count < 2 || count > 6) return false;
  return cited.some(({ quote }) => (quote.match(/,|;|\band\b|\bor\b|&/g) ?? []).length >= count - 1);
}

/** The digits as part of a name or in whatever else the cited words hold: `5.5` in `gpt-5.5`. */
function standsInName(number: Quantity, texts: readonly string[]): boolean {
  return (
    number.kind === 'digits' &&
    !number.scaled &&
    number.value.units >= 0n &&
    unitOfNumber(number) === null &&
    texts.some((text) => holdsDigits(text, number.digits))
  );
}

/** Texts in which digits may be part of a name; of a query the years in the names of its columns. */
function namingTexts({ query, quote }: CitedWords): string[] {
  return query === null ? [quote] : (columnWords(query).match(YEAR_DIGITS) ?? []);
}

/** The values of the row around a quoted cell. */
function rowValues(one: CitedWords): readonly KnownValue[] {
  const row = rowOf(one);
  return isRow(row, one.tabular) ? valuesOfRow(cellsOf(row, one.headings.at(-1))) : valuesOfText(row);
}

interface Evidence {
  values: readonly KnownValue[];
  /** Values of the quote that no number of the claim states. */
  unused: readonly KnownValue[];
}

/** Whether the cited words give another number where the claim gives this one: of the same unit, or of a unit that one of them leaves out. */
function rivalsOf(number: Quantity, { unused }: Evidence): KnownValue[] {
  const unit = unitOfNumber(number);
  return unused.filter((one) => (one.kind === 'times') === (number.kind === 'times') && !unitsDiffer(unit, one.unit));
}

function missing(claim: CheckedWords, number: Quantity, evidence: Evidence): ClaimFault {
  const others = [...new Set((evidence.unused.length > 0 ? evidence.unused : evidence.values).map(({ text }) => text))];
  const instead =
    others.length === 0 ? 'the cited words hold no number' : `the cited words say ${others.slice(0, 4).join(', ')}`;
  // A number beside the cited words, which themselves give none in its place, may be what the writer meant to cite.
  const isBeside =
    matchNumber(
      number,
      claim.cited.flatMap(({ passage }) => valuesOfText(passage)),
    ) !== null;
  const isHint = (number.kind !== 'digits' || isBeside) && rivalsOf(number, evidence).length === 0;
  return {
    check: 'number-not-found',
    severity: isHint ? 'warning' : 'blocking',
    against: rivalsOf(number, evidence).length > 0,
    message: `The sentence says ${shown(number.text)}; ${instead}.`,
    evidence: citedIds(claim),
  };
}

/** What a number counts: the first word behind it that says something. */
function counted(text: string, end: number): string | null {
  const noun = contentOf(tokensOf(text.slice(end, end + 60)))[0];
  return noun === undefined || /^\d/.test(noun.text) ? null : noun.stem;
}

/** Whether the number stands where the cited words, otherwise alike, have another one. */
function isExchanged(claim: CheckedWords, number: Quantity): boolean {
  const alignment = alignmentOf(claim);
  if (alignment === null || alignment.likeness < 0.6) return false;
  return alignment.steps.some(
    ({ claim: said, cited, same }, at) =>
      said?.start === number.start &&
      cited !== null &&
      !same &&
      quantitiesIn(cited.text).length > 0 &&
      alignment.steps[at - 1]?.same !== false,
  );
}

/** Whether the number stands for another one, or counts what the cited words count otherwise: then nothing was computed. */
function standsForAnother(claim: CheckedWords, number: Quantity, { unused }: Evidence): boolean {
  if (isExchanged(claim, number)) return true;
  const noun = counted(claim.text, number.end);
  if (noun === null || isSum(claim.text) || saysDifference(claim.text, number)) return false;
  const open = new Set(unused.map(({ text }) => text));
  return claim.cited.some(
    ({ quote, query }) =>
      query === null &&
      quantitiesIn(quote).some(
        (one) =>
          open.has(one.text) &&
          counted(quote, one.end) === noun &&
          (one.unit === 'percent') === (number.unit === 'percent'),
      ),
  );
}

/** How a number that the cited words do not hold comes from them all the same; null where it does not. */
function elsewhere(claim: CheckedWords, number: Quantity, evidence: Evidence): string | null {
  const { text, cited } = claim;
  const rows = cited.flatMap((one) => (one.query === null ? rowValues(one) : []));
  const hasRivals = rivalsOf(number, evidence).length > 0;
  if (!hasRivals && matchNumber(number, rows) !== null) return '';
  if (standsForAnother(claim, number, evidence)) return null;
  const derived = derivationOf(number, text, evidence.values);
  if (derived !== null) return derived;
  if (number.kind === 'times') return multipleOf(number, evidence.values);
  if (hasRivals) return null;
  if (listsSoMany(number, cited)) return '';
  const over = cited.flatMap(({ headings, title }) => [...headings, title]);
  const isOver = matchNumber(number, over.flatMap(valuesOfText)) !== null || standsInName(number, over);
  return isOver ? `${number.text} stands over the cited words, not in them` : null;
}

/**
 * Every number of a claim must be in the words that it cites, be rounded or converted from there, or be recomputable from there. One that stands only
 * beside the cited words counts where they give no other number in its place.
 */
export const checkNumbers: ClaimCheck = (claim) => {
  const numbers = quantitiesIn(claim.text);
  if (numbers.length === 0) return { faults: [] };
  const values = citedValues(claim.text, claim.cited);
  const names = claim.cited.flatMap(namingTexts);
  const found = numbers.map((number) => matchNumber(number, values));
  const told = found.flatMap((match) => match?.known.value ?? []);
  const isTold = ({ value }: KnownValue): boolean => told.some((one) => equalDecimals(one, value));
  const evidence = { values, unused: values.filter((one) => !isTold(one) && !(one.cell && told.length > 0)) };
  const faults: ClaimFault[] = [];
  const remarks: string[] = [];
  for (const [at, number] of numbers.entries()) {
    const match = found[at] ?? null;
    if (match !== null) {
      if (match.remark !== null) remarks.push(match.remark);
      continue;
    }
    if (standsInName(number, names) && !isExchanged(claim, number)) continue;
    const how = elsewhere(claim, number, evidence);
    if (how === null) faults.push(missing(claim, number, evidence));
    else if (how !== '') remarks.push(how);
  }
  return { faults: [...faults, ...repeated(claim, numbers, found, evidence.unused)], remarks };
};

/** A number that the claim gives more often than its evidence, while a number of the same unit that the evidence gives is not told: one stands where the other belongs. */
function repeated(
  claim: CheckedWords,
  numbers: readonly Quantity[],
  found: readonly (NumberMatch | null)[],
  unused: readonly KnownValue[],
): ClaimFault[] {
  if (isVerbatim(claim) || claim.cited.some(({ query }) => query !== null)) return [];
  const given = claim.cited.flatMap(({ quote }) => quantitiesIn(quote));
  for (const [at, number] of numbers.entries()) {
    const known = found[at]?.known;
    if (known === undefined || known.cell) continue;
    const said = found.filter((match) => match !== null && equalDecimals(match.known.value, known.value)).length;
    const stands = given.filter(({ value }) => equalDecimals(value, known.value)).length;
    const other = unused.find(
      (one) =>
        one.kind === number.kind && one.unit?.name === known.unit?.name && !equalDecimals(one.value, known.value),
    );
    if (said <= stands || stands === 0 || other === undefined) continue;
    const message = `The sentence says ${number.text} ${said} times, the cited words ${stands === 1 ? 'once' : `${stands} times`}; they also say ${other.text}.`;
    return [{ check: 'number-not-found', severity: 'blocking', against: true, message, evidence: citedIds(claim) }];
  }
  return [];
}
