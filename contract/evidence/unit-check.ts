import { type CheckedWords, type ClaimCheck, type ClaimFault, citedIds } from './claim-fault.ts';
import { citedValues, type KnownValue, quantitiesIn, unitOfNumber, valuesOfRow, valuesOfText } from './known-values.ts';
import { matchNumber, unitsDiffer } from './number-match.ts';
import { columnWords } from './query-words.ts';
import { cellsOf, isRow, rowOf } from './table-row.ts';
import { sameKind, type Unit, unitsNamed } from './units.ts';
import { stemOf, stemSet } from './words.ts';

function fault(claim: CheckedWords, message: string, severity: ClaimFault['severity'] = 'blocking'): ClaimFault {
  return { check: 'unit-differs', severity, against: severity === 'blocking', message, evidence: citedIds(claim) };
}

/** The unit of a column, as its header or a heading says it: `weight (kg)`. */
function unitsAround(claim: CheckedWords): Unit[] {
  return claim.cited.flatMap(({ quote, passage, headings, query }) =>
    [quote, passage, ...headings, ...(query?.columns ?? []), query?.sql ?? ''].flatMap((text) => [
      ...unitsNamed(text),
      ...quantitiesIn(text).flatMap((number) => unitOfNumber(number) ?? []),
    ]),
  );
}

function checkUnit(
  claim: CheckedWords,
  number: ReturnType<typeof quantitiesIn>[number],
  values: readonly KnownValue[],
  told: ReadonlySet<string>,
): ClaimFault[] {
  const unit = unitOfNumber(number);
  const match = matchNumber(number, values);
  if (match === null || match.remark?.includes(' is ')) return [];
  if (unit === null) {
    // A percentage without its sign is another number.
    if (
      match.known.unit?.name === 'percent' &&
      values.every((one) => one.unit !== null) &&
      /^\s*\p{Ll}/u.test(claim.text.slice(number.end))
    )
      return [fault(claim, `The sentence says ${number.text}; the cited words say ${match.known.text}, a percentage.`)];
    return [];
  }
  const said = `${number.text}${number.unit === null ? ` ${unit.name}` : ''}`;
  if (unitsDiffer(unit, match.known.unit))
    return [
      fault(claim, `The sentence says ${said}; the cited words say ${match.known.text} in ${match.known.unit?.name}.`),
    ];
  if (match.known.unit !== null) return [];
  const rival = values.find((one) => one.unit?.name === unit.name && !told.has(one.text));
  if (rival !== undefined && !match.known.cell)
    return [fault(claim, `The sentence says ${said}; the cited words give that unit to ${rival.text}.`)];
  const quoted = claim.cited.map(({ quote }) => quote).join('\n');
  if (unit.dimension === 'months' && AGE.test(quoted)) return [];
  const around = unitsAround(claim);
  if (around.some(({ name }) => name === unit.name)) return [];
  const other = around.find((one) => sameKind(one, unit));
  if (other !== undefined) return [fault(claim, `The sentence says ${said}; what it cites is given in ${other.name}.`)];
  const isNamed = stemSet(
    ...claim.cited.flatMap(({ quote, passage, headings, title }) => [quote, passage, ...headings, title]),
  ).has(stemOf(unit.name));
  const isPlain = unit.dimension === 'money' || match.known.cell || isNamed;
  return isPlain
    ? []
    : [fault(claim, `The sentence says ${said}; the cited words give ${match.known.text} without that unit.`)];
}

/** Years that a source does not write out: `aged 18 to 70`. */
const AGE = /\bage[sd]?\b|\bold\b/i;

const RATE =
  /(?:\b(?:per|an?|each|every)\s+|\/\s?)(second|minute|hour|day|night|week|month|quarter|year|annum|capita|person|head|unit|request|call|user|tonne|ton|kilogram|kg|km|mile|litre|kWh|MWh)\b|\b(hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?)\b/gi;
const RATE_NAMES: Record<string, string> = {
  annum: 'year',
  annual: 'year',
  annually: 'year',
  daily: 'day',
  capita: 'person',
  head: 'person',
};

function ratesOf(text: string): Set<string> {
  return new Set(
    [...text.matchAll(RATE)].map((match) => {
      const word = (match[1] ?? match[2] ?? '').toLowerCase();
      return RATE_NAMES[word] ?? word.replace(/ly$/, '');
    }),
  );
}

/** `per month` must not become `per year`: a rate of the claim must be one of the evidence, wherever that names rates at all. */
function checkRates(claim: CheckedWords): ClaimFault[] {
  const rates = ratesOf(claim.text);
  if (rates.size === 0 || quantitiesIn(claim.text).length === 0) return [];
  const quoted = claim.cited
    .map((one) => `${rowOf(one)} ${one.query === null ? '' : columnWords(one.query)} ${one.query?.sql ?? ''}`)
    .join('\n');
  const around = claim.cited.flatMap(({ passage, headings, title }) => [passage, ...headings, title]).join('\n');
  const [near, far] = [ratesOf(quoted), ratesOf(around)];
  return [...rates].flatMap((rate) => {
    if (near.has(rate)) return [];
    const others = [...near].filter((one) => !rates.has(one));
    if (others.length > 0)
      return [fault(claim, `The sentence says per ${rate}; the cited words say per ${others.join(', ')}.`)];
    if (far.has(rate) || stemSet(quoted).has(stemOf(rate))) return [];
    return [fault(claim, `The sentence says per ${rate}; the cited words do not say so.`, 'warning')];
  });
}

/** The unit of a number must be the one that the evidence gives it, or convert into it: %, currencies, measures, rates. */
export const checkUnits: ClaimCheck = (claim) => {
  const rows = claim.cited.flatMap((one) =>
    one.query === null
      ? isRow(rowOf(one), one.tabular)
        ? valuesOfRow(cellsOf(rowOf(one), one.headings.at(-1)))
        : valuesOfText(rowOf(one))
      : [],
  );
  const values = [...citedValues(claim.text, claim.cited), ...rows];
  const told = new Set(quantitiesIn(claim.text).flatMap((number) => matchNumber(number, values)?.known.text ?? []));
  const faults = quantitiesIn(claim.text).flatMap((number) => checkUnit(claim, number, values, told));
  return { faults: [...faults, ...checkRates(claim)] };
};
