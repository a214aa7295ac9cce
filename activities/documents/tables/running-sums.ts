import { type NumberDigits, type NumberNotation, parseNumber } from './number-notation.ts';

/** A sum of numbers, exact: `units` divided by ten to the power of `scale`, and how many numbers went in. */
export interface ColumnSum {
  units: bigint;
  scale: number;
  count: number;
  /** Whether the column's numbers were not all the same. */
  varies: boolean;
}

const MOST_SCALE = 30;
/** Digits that a double holds exactly, with room for a sum. */
const SMALL_DIGITS = 14;
const MOST_SMALL = 2 ** 52;

/** Adds up the numbers of one column exactly, in either notation; cells that are no numbers are left out. */
class RunningSum {
  #units = 0n;
  /** What was added since, as long as a double holds it exactly: most numbers are short, and big ones are slow. */
  #small = 0;
  #scale = 0;
  #count = 0;
  #last: string | null = null;
  #varies = false;

  add({ negative, integer, fraction }: NumberDigits): void {
    if (fraction.length > MOST_SCALE) return;
    if (fraction.length > this.#scale) {
      this.#units = this.#settled() * 10n ** BigInt(fraction.length - this.#scale);
      this.#scale = fraction.length;
    }
    const digits = integer + fraction.padEnd(this.#scale, '0');
    this.#count += 1;
    if (!this.#varies) this.#varies = this.#last !== null && this.#last !== digits;
    this.#last = digits;
    if (digits.length > SMALL_DIGITS) this.#units += negative ? -BigInt(digits) : BigInt(digits);
    else this.#small += negative ? -Number(digits) : Number(digits);
    if (Math.abs(this.#small) > MOST_SMALL) this.#units = this.#settled();
  }

  now(): ColumnSum {
    this.#units = this.#settled();
    return { units: this.#units, scale: this.#scale, count: this.#count, varies: this.#varies };
  }

  #settled(): bigint {
    const units = this.#units + BigInt(this.#small);
    this.#small = 0;
    return units;
  }
}

/** Sums of all columns of a table so far, its numbers read in one notation. */
export class RunningSums {
  readonly notation: NumberNotation;
  readonly #columns: (RunningSum | undefined)[] = [];

  constructor(notation: NumberNotation) {
    this.notation = notation;
  }

  add(numbers: readonly (NumberDigits | null)[]): void {
    for (const [at, digits] of numbers.entries()) {
      if (digits === null) continue;
      const sum = this.#columns[at] ?? new RunningSum();
      this.#columns[at] = sum;
      sum.add(digits);
    }
  }

  now(): (ColumnSum | undefined)[] {
    return Array.from(this.#columns, (sum) => sum?.now());
  }
}

/** The number that a cell shows, with a currency or percent sign left aside; null where it shows none. */
export function shownNumber(cell: string, notation: NumberNotation): NumberDigits | null {
  if (cell === '' || cell.length > 60) return null;
  const digits = parseNumber(cell, notation);
  if (digits !== null || !/[$€£¥%]/.test(cell)) return digits;
  return parseNumber(cell.replace(/^[\s$€£¥]+|[\s$€£¥%]+$/g, ''), notation);
}

/** What was added between two moments. */
export function between(from: ColumnSum | undefined, to: ColumnSum | undefined): ColumnSum | undefined {
  if (from === undefined || to === undefined) return to;
  const before = from.units * 10n ** BigInt(to.scale - from.scale);
  return { ...to, units: to.units - before, count: to.count - from.count };
}

/** How a number compares to a sum (or to the mean of what was added): equal, equal within rounding, or neither. */
export function agreement(value: NumberDigits, sum: ColumnSum, as: 'sum' | 'mean'): 'exact' | 'rounded' | 'none' {
  const places = Math.min(value.fraction.length, MOST_SCALE);
  const scale = Math.max(sum.scale, places);
  const times = as === 'mean' ? BigInt(sum.count) : 1n;
  const own = BigInt(value.integer + value.fraction.slice(0, places)) * (value.negative ? -1n : 1n);
  const expected = sum.units * 10n ** BigInt(scale - sum.scale);
  const gap = size(own * 10n ** BigInt(scale - places) * times - expected);
  // Doubles that spreadsheets add up differ in their last digits.
  if (gap * 1_000_000_000n <= size(expected)) return 'exact';
  if (sum.count < 2) return 'none';
  const step = 10n ** BigInt(scale - places);
  const steps = as === 'mean' ? times : 1n + BigInt(Math.floor(Math.sqrt(sum.count) / 2));
  return gap <= steps * step && gap * 50n <= size(expected) ? 'rounded' : 'none';
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
