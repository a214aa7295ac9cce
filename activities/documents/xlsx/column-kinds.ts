import { isMissing } from '../tables/missing-marks.ts';
import { parseCell } from './cell-reference.ts';
import type { SheetCell } from './cell-values.ts';
import type { SheetRow } from './sheet-rows.ts';

/** The cells of a row that say more than white space. */
export function filled(row: SheetRow): SheetCell[] {
  return row.cells.filter(({ raw }) => raw.trim() !== '');
}

/** Whether a cell is of a kind other than words: a number, a day, yes or no, an error. */
export function isValue({ kind }: SheetCell): boolean {
  return kind !== 'text';
}

/**
 * The columns that hold values rather than words: two cells in three do. Marks of missing values speak for neither, nor do lines of a few
 * words across a wide table, which are notes more often than rows.
 */
export function valueColumns(rows: readonly SheetRow[]): Set<number> {
  const seen = new Map<number, { values: number; all: number }>();
  const width = Math.max(0, ...rows.map((row) => filled(row).length));
  for (const row of rows) {
    if (width > 2 && filled(row).length * 2 <= width && !filled(row).some(isValue)) continue;
    for (const cell of filled(row)) {
      if (cell.kind === 'text' && isMissing(cell.raw)) continue;
      const counts = seen.get(cell.column) ?? { values: 0, all: 0 };
      counts.all += 1;
      if (isValue(cell)) counts.values += 1;
      seen.set(cell.column, counts);
    }
  }
  return new Set([...seen].filter(([, { values, all }]) => values * 3 >= all * 2).map(([column]) => column));
}

/** How many columns of values a row has words in, which are no mark of a missing value. */
export function breaches(row: SheetRow, values: ReadonlySet<number>): number {
  return filled(row).filter((cell) => !isValue(cell) && values.has(cell.column) && !isMissing(cell.raw)).length;
}

/** Whether a row has a value where its column has values: such a row is data, whatever else it says. */
export function conforms(row: SheetRow, values: ReadonlySet<number>): boolean {
  return row.cells.some((cell) => isValue(cell) && values.has(cell.column));
}

/** The columns in which some row says something, from left to right. */
export function columnsOf(rows: readonly SheetRow[]): number[] {
  return [...new Set(rows.flatMap((row) => filled(row).map(({ column }) => column)))].toSorted((a, b) => a - b);
}

/** The part of a row that stands in a range of columns, with its formulas. */
export function slice(row: SheetRow, from: number, to: number): SheetRow {
  if (from <= 1 && to === Number.POSITIVE_INFINITY) return row;
  const cells = row.cells.filter(({ column }) => column >= from && column <= to);
  const formulas = row.formulas.filter(({ cell }) => {
    const column = parseCell(cell)?.column ?? 0;
    return column >= from && column <= to;
  });
  return { number: row.number, cells, formulas };
}
