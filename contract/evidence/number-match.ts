import { absolute, type Decimal, equalDecimals, formatDecimal, parseDecimal, roundDecimal, shift } from './decimal.ts';
import { MOST_QUERY_ROWS, type RecordedQuery } from './evidence.ts';
import { describeNumber, holdsDigits, numbersIn, numberWordsIn, type WrittenNumber } from './number.ts';

/** What a claim's numbers are looked for in: words quoted from sources, and the results of recorded queries. */
export interface NumberSources {
  quotes: readonly string[];
  queries: readonly RecordedQuery[];
}

/** How the numbers of a claim fared. */
export interface NumberCheck {
  /** Numbers, as written, that are in none of what the claim cites. */
  missing: string[];
  /** For each number that was rounded or scaled, what it was taken from: `12.3 rounds 12.345`. */
  remarks: string[];
}

/** A value that evidence holds. `unit` is null where none is written, as in a cell of a table. */
interface KnownValue {
  value: Decimal;
  unit: string | null;
  cell: boolean;
}

function quoteValues(quote: string): KnownValue[] {
  const written = numbersIn(quote).flatMap(({ value, otherValue, unit }) =>
    [value, otherValue].flatMap((reading) => (reading === null ? [] : [{ value: reading, unit, cell: false }])),
  );
  const words = numberWordsIn(quote).map((value) => ({ value, unit: null, cell: false }));
  return [...written, ...words];
}

function queryValues(query: RecordedQuery): KnownValue[] {
  const cells = query.rows.flat().flatMap((cell): KnownValue[] => {
    const value = cell === null ? null : parseDecimal(cell.trim());
    if (value !== null) return [{ value, unit: null, cell: true }];
    return cell === null ? [] : quoteValues(cell);
  });
  // What the query filters by belongs to what it says; how many rows it was cut to does not.
  const conditions = quoteValues(query.sql.replace(/\b(?:limit|offset)\s+\d+/gi, ' '));
  const count = { value: { units: BigInt(query.rows.length), scale: 0 }, unit: null, cell: false };
  return [...cells, ...conditions, ...(query.rows.length < MOST_QUERY_ROWS ? [count] : [])];
}

function unitsAgree(claimed: WrittenNumber, known: KnownValue): boolean {
  return claimed.unit === null || known.unit === null || claimed.unit === known.unit;
}

/** A fall by 5 may be the cell -5; a number that is written with a minus must be one. */
function sameSide(claimed: Decimal, known: Decimal): Decimal {
  return claimed.units < 0n ? known : absolute(known);
}

/** The readings of a known value under which a claim may state it: as it is, and of a share in a cell its percentage. */
function sides(claimed: WrittenNumber, known: KnownValue): Decimal[] {
  const value = sameSide(claimed.value, known.value);
  return claimed.unit === 'percent' && known.unit === null && known.cell ? [value, shift(value, 2)] : [value];
}

function significantDigits(number: WrittenNumber): number {
  return number.digits.replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

/**
 * Power of ten to which a number may have been rounded. Decimals, scale words and three digits or more say themselves that a number
 * may be rounded; a small whole number says so only by a word such as "about", which also makes zeros at its end digits that were rounded away.
 */
function roundedTo(number: WrittenNumber): number | null {
  if (number.approximate) {
    const zeros = number.precision < 0 ? 0 : (/0*$/.exec(number.digits)?.[0].length ?? 0);
    return number.precision + zeros;
  }
  return number.precision < 0 || number.scaled || significantDigits(number) >= 3 ? number.precision : null;
}

function matchNumber(number: WrittenNumber, known: readonly KnownValue[]): { remark: string | null } | null {
  const fitting = known.filter((candidate) => unitsAgree(number, candidate));
  for (const candidate of fitting)
    if (sides(number, candidate).some((value) => equalDecimals(number.value, value))) return { remark: null };
  const power = roundedTo(number);
  if (power === null) return null;
  for (const candidate of fitting) {
    const rounds = sides(number, candidate).some((value) => equalDecimals(number.value, roundDecimal(value, -power)));
    if (rounds) return { remark: `${describeNumber(number)} rounds ${formatDecimal(candidate.value)}` };
  }
  return null;
}

/** Whether a source writes the number with the very same characters, however its separators are to be read. */
function isVerbatim(number: WrittenNumber, sources: NumberSources): boolean {
  if (number.unit !== null || number.scaled || number.value.units < 0n) return false;
  const cells = sources.queries.flatMap((query) => [...query.columns, ...query.rows.flat()]);
  return [...sources.quotes, ...cells].some((text) => text !== null && holdsDigits(text, number.digits));
}

/** Looks for each number of a claim in what the claim cites. Equal means equal in value: `1,234.50` is `1234.5`, `62.2 million` is 62,200,000. */
export function checkNumbers(claim: string, sources: NumberSources): NumberCheck {
  const known = [...sources.quotes.flatMap(quoteValues), ...sources.queries.flatMap(queryValues)];
  const check: NumberCheck = { missing: [], remarks: [] };
  for (const number of numbersIn(claim)) {
    if (isVerbatim(number, sources)) continue;
    const match = matchNumber(number, known);
    if (match === null) check.missing.push(number.text);
    else if (match.remark !== null) check.remarks.push(match.remark);
  }
  return check;
}
