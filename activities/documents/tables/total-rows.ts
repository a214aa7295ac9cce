import { parseDay, parseTimestamp } from './calendar.ts';
import { isMissing } from './missing-marks.ts';
import type { NumberDigits, NumberNotation } from './number-notation.ts';
import { agreement, between, type ColumnSum, RunningSums, shownNumber } from './running-sums.ts';
import { labelOf } from './total-labels.ts';

/** What the formulas of a row do: how many add up other cells of their column, aggregate them otherwise, or do anything else. */
export interface RowFormulas {
  sum: number;
  aggregate: number;
  other: number;
}

/** Rows that wait until it is known whether the first or the last of them is a row of totals. */
const HELD_ROWS = 100;
/** Rows of totals that later ones may count from: a total over a group of groups. */
const LAST_MARKS = 12;

interface HeldRow {
  cells: readonly string[];
  formulas: RowFormulas;
}

interface Match {
  columns: number;
  exact: number;
  agreeing: number;
  /** Columns that agree with a sum other than zero, in different figures. */
  telling: number;
}

const NONE: Match = { columns: 0, exact: 0, agreeing: 0, telling: 0 };

/**
 * Tells the rows of totals of a table from its rows while they come, so that a sum over the table counts nothing twice. A row is one only
 * where its numbers are the sums (or means) of the rows above, or its formulas say so; its label alone is never enough, since `All ages`
 * may be a category of its own.
 */
export class TotalRows {
  readonly #sums: RunningSums[];
  readonly #write: (cells: readonly string[]) => Promise<void>;
  #held: HeldRow[] = [];
  #taken = 0;
  #rows = 0;
  /** Sums at the last rows of totals, for each notation. */
  readonly #marks = new Map<NumberNotation, (ColumnSum | undefined)[][]>();

  /** `notation` is how numbers are written where it is sure. */
  constructor(notation: NumberNotation | undefined, write: (cells: readonly string[]) => Promise<void>) {
    const notations: NumberNotation[] = notation === undefined ? ['point', 'comma'] : [notation];
    this.#sums = notations.map((one) => new RunningSums(one));
    this.#write = write;
  }

  /** How many rows were taken out. */
  get taken(): number {
    return this.#taken;
  }

  async row(cells: readonly string[], formulas: RowFormulas): Promise<void> {
    const row = { cells, formulas };
    if (this.#rows > 0 && this.#isTotal(row)) return this.#take();
    this.#rows += 1;
    this.#add(cells);
    this.#held.push(row);
    // One in two waits, so that moving the others costs little.
    while (this.#held.length > 2 * HELD_ROWS)
      for (const { cells: old } of this.#held.splice(0, HELD_ROWS)) await this.#write(old);
  }

  async end(): Promise<void> {
    const last = this.#held.at(-1);
    if (last !== undefined && this.#taken === 0 && this.#rows > 3 && this.#isBareTotal(last)) {
      this.#held.pop();
      this.#taken += 1;
    }
    const [first] = this.#held;
    if (first !== undefined && this.#held.length === this.#rows && this.#rows > 2 && this.#isHeadTotal(first)) {
      this.#held.shift();
      this.#taken += 1;
    }
    for (const { cells } of this.#held) await this.#write(cells);
    this.#held = [];
  }

  #add(cells: readonly string[]): void {
    const [first, second] = this.#sums;
    if (first === undefined) return;
    const numbers = numbersOf(cells, first.notation);
    first.add(numbers);
    // Most cells read the same in both notations.
    second?.add(
      numbers.map((digits, at) =>
        /[.,]/.test(cells[at] ?? '') ? shownNumber(cells[at] ?? '', second.notation) : digits,
      ),
    );
  }

  #take(): void {
    this.#taken += 1;
    for (const sums of this.#sums) {
      const marks = this.#marks.get(sums.notation) ?? [];
      marks.push(sums.now());
      if (marks.length > LAST_MARKS) marks.shift();
      this.#marks.set(sums.notation, marks);
    }
  }

  /** Whether a row after others is one of totals, by its label with its numbers or formulas, or by formulas with its numbers. */
  #isTotal(row: HeldRow): boolean {
    const { formulas } = row;
    const label = labelOf(row.cells);
    if (label === null && formulas.sum === 0) return false;
    const match = this.#bestMatch(row, label);
    if (label === 'total') return match.telling > 0 || (formulas.sum > 0 && formulas.sum >= formulas.other);
    if (label !== null)
      return (
        (match.telling > 0 && match.agreeing * 2 >= match.columns) || formulas.sum + formulas.aggregate > formulas.other
      );
    const computed = formulas.sum + formulas.aggregate + formulas.other;
    return match.telling > 0 && match.exact > 0 && computed >= match.columns && !isNamed(row.cells);
  }

  /** Whether the last row adds up all others, though it has no label: where rows have names, it has none. */
  #isBareTotal(row: HeldRow): boolean {
    if (labelOf(row.cells) !== null) return false;
    const words = row.cells.filter((cell) => !isMissing(cell) && !/^[^\p{L}]*\d[^\p{L}]*$/u.test(cell));
    const named = this.#held.slice(0, -1).filter(({ cells }) => !isMissing(cells[0] ?? '')).length;
    const nameless = isMissing(row.cells[0] ?? '') && words.length === 0 && named === this.#held.length - 1;
    return this.#sums.some((sums) => {
      const numbers = numbersOf(row.cells, sums.notation);
      const others = sums.now().map((sum, at) => without(sum, numbers[at] ?? null));
      const { columns, exact, telling } = matched(numbers, others, 'sum');
      return exact === columns && telling === columns && (nameless ? columns > 0 : columns > 1 && words.length === 0);
    });
  }

  /** Whether the first row is the total of those below it. */
  #isHeadTotal(row: HeldRow): boolean {
    const label = labelOf(row.cells);
    if (label === null || label === 'mean') return false;
    return this.#sums.some((sums) => {
      const numbers = numbersOf(row.cells, sums.notation);
      const others = sums.now().map((sum, at) => without(sum, numbers[at] ?? null));
      const { columns, agreeing, telling } = matched(numbers, others, 'sum');
      return telling > 0 && agreeing * 2 >= columns;
    });
  }

  /** How well a row's numbers agree with what was added up since the beginning, or since one of the last rows of totals. */
  #bestMatch(row: HeldRow, label: ReturnType<typeof labelOf>): Match {
    const as = label === 'mean' ? 'mean' : 'sum';
    // Under a label that says nothing else, one row may be all there is to add up.
    const least = label === 'total' ? 1 : 2;
    let best = NONE;
    for (const sums of this.#sums) {
      const numbers = numbersOf(row.cells, sums.notation);
      const now = sums.now();
      for (const mark of [[], ...(this.#marks.get(sums.notation) ?? [])]) {
        const match = matched(
          numbers,
          now.map((sum, at) => between(mark[at], sum)),
          as,
          least,
        );
        if (match.agreeing > best.agreeing || (best.columns === 0 && match.columns > 0)) best = match;
      }
    }
    return best;
  }
}

function numbersOf(cells: readonly string[], notation: NumberNotation): (NumberDigits | null)[] {
  return cells.map((cell) => shownNumber(cell, notation));
}

function without(sum: ColumnSum | undefined, digits: NumberDigits | null): ColumnSum | undefined {
  if (sum === undefined || digits === null) return sum;
  const own = BigInt(digits.integer + digits.fraction.padEnd(sum.scale, '0')) * (digits.negative ? -1n : 1n);
  return { ...sum, units: sum.units - own, count: sum.count - 1 };
}

function matched(
  numbers: readonly (NumberDigits | null)[],
  sums: readonly (ColumnSum | undefined)[],
  as: 'sum' | 'mean',
  least = 2,
): Match {
  const figures = new Set<string>();
  let [columns, exact, agreeing] = [0, 0, 0];
  for (const [at, value] of numbers.entries()) {
    const sum = sums[at];
    if (value === null || sum === undefined || sum.count < least) continue;
    columns += 1;
    const found = agreement(value, sum, as);
    if (found === 'none') continue;
    agreeing += 1;
    if (found === 'exact') exact += 1;
    // Every row has the mean of a column that is the same all over.
    if (sum.units !== 0n && (as === 'sum' || sum.varies)) figures.add(`${value.integer}.${value.fraction}`);
  }
  return { columns, exact, agreeing, telling: figures.size };
}

/** Whether a row has a day of its own, as one among others has. */
function isNamed(cells: readonly string[]): boolean {
  const first = cells.find((cell) => !isMissing(cell)) ?? '';
  return parseDay(first) !== null || parseTimestamp(first) !== null;
}
