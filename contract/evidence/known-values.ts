import type { CitedWords } from './claim-fault.ts';
import { add, type Decimal, divide, multiply, parseDecimal } from './decimal.ts';
import { MOST_QUERY_ROWS, type RecordedQuery } from './evidence.ts';
import { numbersIn, type WrittenNumber } from './number.ts';
import { type WordNumber, wordNumbersIn } from './number-words.ts';
import { rowsNamed } from './query-rows.ts';
import { remembered } from './remembered.ts';
import { cellsOf, isRow } from './table-row.ts';
import type { Unit } from './units.ts';
import { unitNamed } from './units.ts';
import { stemSet } from './words.ts';

/** A value that evidence holds. */
export interface KnownValue {
  value: Decimal;
  unit: Unit | null;
  /** Whether it is a cell of a result or table, which carries no unit and may be a share. */
  cell: boolean;
  /** As written. */
  text: string;
  kind: WordNumber['kind'] | 'digits';
  /** The digits as written, to be found again whatever their separators mean; empty for words. */
  digits: string;
}

const MONEY = new Map<string, Unit>();

/** The unit of a number: its currency or percent sign, else the measure behind it. */
export function unitOfNumber({ unit, measure }: WrittenNumber): Unit | null {
  if (unit === null) return measure;
  if (unit === 'percent') return unitNamed('percent');
  const known = MONEY.get(unit) ?? { name: unit, dimension: 'money', factor: { units: 1n, scale: 0 } };
  MONEY.set(unit, known);
  return known;
}

/** A number of a text, written in digits or in words. */
export type Quantity = WrittenNumber & { kind: KnownValue['kind'] };

/** `1 hour and 23 minutes` is one quantity, of 83 minutes. */
function withDurations(text: string, all: readonly Quantity[]): Quantity[] {
  return all.flatMap((one, at): Quantity[] => {
    const [before, next] = [all[at - 1], all[at + 1]];
    if (before !== undefined && isDuration(text, before, one)) return [];
    if (next === undefined || !isDuration(text, one, next) || one.measure === null || next.measure === null)
      return [one];
    const seconds = add(multiply(one.value, one.measure.factor), multiply(next.value, next.measure.factor));
    const value = divide(seconds, next.measure.factor);
    return value === null
      ? [one]
      : [{ ...next, text: text.slice(one.start, next.end), value, start: one.start, digits: '' }];
  });
}

function isDuration(text: string, large: Quantity, small: Quantity): boolean {
  if (large.measure?.dimension !== 'time' || small.measure?.dimension !== 'time') return false;
  return /^ ?(?:days?|hours?|h|hrs?|minutes?|min)(?:,? and|,)? $/.test(text.slice(large.end, small.start));
}

/** All numbers that a text states, in digits and in words, in order. */
export function quantitiesIn(text: string): Quantity[] {
  const digits = numbersIn(text).map((number) => {
    const isTimes = /^(?: times\b|x\b| ?-?fold\b)/i.test(text.slice(number.end));
    return { ...number, kind: isTimes ? ('times' as const) : ('digits' as const) };
  });
  const words = wordNumbersIn(text).filter(
    (word) => !digits.some((one) => one.start < word.end && word.start < one.end),
  );
  const all = words.length === 0 ? digits : [...digits, ...words].sort((a, b) => a.start - b.start);
  return all.length < 2 ? all : withDurations(text, all);
}

function readValues(text: string): KnownValue[] {
  return quantitiesIn(text).flatMap((number) => {
    const unit = unitOfNumber(number);
    const { text: written, kind, digits } = number;
    return [number.value, number.otherValue].flatMap((value) =>
      value === null
        ? []
        : [{ value, unit, cell: false, text: written, kind, digits: kind === 'digits' ? digits : '' }],
    );
  });
}

/** The values of a text, each in all its readings. */
export const valuesOfText: (text: string) => readonly KnownValue[] = remembered(readValues);

/** A cell that is nothing but a number. */
function cellValue(cell: string): KnownValue | null {
  const value = parseDecimal(cell.trim());
  return value === null
    ? null
    : { value, unit: null, cell: true, text: cell.trim(), kind: 'digits', digits: cell.trim() };
}

const COUNTS_ROWS =
  /\b(?:rows?|entries|records|lines|number|count|counted|different|distinct|altogether|in all|there (?:is|are|was|were))\b/i;
const CONDITION =
  /(?:"([^"]+)"|([a-z_][\w.]*))\)?\s*(=|<>|!=|>=|<=|>|<|\bbetween\b|\bin\b|\blike\b|\bilike\b)\s*(\(?[^()]*?)(?=\)|\band\b(?!\s*[\d'])|\bor\b|\bgroup\b|\border\b|\bhaving\b|\blimit\b|$)/gi;
const COMPARES =
  /\b(?:above|over|below|under|than|at least|at most|up to|least|most|exceed\w*|between|from|until|since)\b/i;

/** What a query filters by counts only where the claim names the column, or compares with it; how many rows it was cut to never does. */
function conditionValues(claim: string, sql: string): KnownValue[] {
  const named = stemSet(claim);
  const where = sql.replace(/\b(?:limit|offset)\s+\d+/gi, ' ').replace(/\s+/g, ' ');
  const from = where.search(/\b(?:where|having|filter|when)\b/i);
  if (from < 0) return [];
  return [...where.slice(from).matchAll(CONDITION)].flatMap((match) => {
    const column = (match[1] ?? match[2] ?? '').replace(/^.*\./, '');
    const isNamed = [...stemSet(column)].some((stem) => named.has(stem));
    const compares = /[<>]|between/i.test(match[3] ?? '') && COMPARES.test(claim);
    return isNamed || compares ? valuesOfText((match[4] ?? '').replaceAll("'", ' ')) : [];
  });
}

/** The values that a claim may take from a query: of the rows that it names, of the conditions that it names, and the count of rows where it counts. */
export function valuesOfQuery(claim: string, query: RecordedQuery): KnownValue[] {
  const cells = rowsNamed(claim, query)
    .flat()
    .flatMap((cell) => (cell === null ? [] : (cellValue(cell) ?? valuesOfText(cell))));
  const isWhole = query.rows.length < MOST_QUERY_ROWS && COUNTS_ROWS.test(claim);
  const text = String(query.rows.length);
  const count = cellValue(text);
  return [...cells, ...conditionValues(claim, query.sql), ...(isWhole && count !== null ? [count] : [])];
}

/** The values of the cells of one row. */
export function valuesOfRow(cells: readonly string[]): KnownValue[] {
  return cells.flatMap((text) => cellValue(text) ?? valuesOfText(text).map((one) => ({ ...one, cell: true })));
}

/** The values of the very words that are cited: of a query its rows, of anything else the quote. */
export function citedValues(claim: string, cited: readonly CitedWords[]): KnownValue[] {
  return cited.flatMap(({ quote, query, tabular, headings }) => {
    if (query !== null) return valuesOfQuery(claim, query);
    if (isRow(quote, tabular)) return valuesOfRow(cellsOf(quote, headings.at(-1)));
    const cell = cellValue(quote);
    return cell === null ? valuesOfText(quote) : [cell, ...valuesOfText(quote)];
  });
}
