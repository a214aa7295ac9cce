import { isUnitLine, joinedHeader } from '../tables/header-lines.ts';
import { isMissing } from '../tables/missing-marks.ts';
import type { CellRange } from './cell-reference.ts';
import type { SheetCell } from './cell-values.ts';
import { breaches, columnsOf, conforms, filled, isValue, valueColumns } from './column-kinds.ts';
import type { SheetRow } from './sheet-rows.ts';

/** What the first rows of a block of cells turned out to be. */
export interface BlockLayout {
  /** Rows above the table: its title, dates, who made it. */
  notes: SheetRow[];
  headerRows: SheetRow[];
  /** The header's words by column; none where the rows begin with data. */
  header: Map<number, string>;
  body: SheetRow[];
  /** Columns of the body that hold values rather than words. */
  values: ReadonlySet<number>;
}

/** Rows above a header that are looked through. */
const MOST_NOTES = 12;
const MOST_HEADER_ROWS = 3;
/** Rows below a header that are looked at to tell whether it is one. */
const NEAR_ROWS = 4;
const NO_ROW: SheetRow = { number: 0, cells: [], formulas: [] };

/** Tells title, header and data of rows that stand together. Where it is not sure there is a header, there is none. */
export function layoutOf(rows: readonly SheetRow[], merges: readonly CellRange[]): BlockLayout {
  const at = headerStart(rows, merges);
  if (at === null) {
    const begin = leadingSingles(rows, merges);
    const body = rows.slice(begin);
    return { notes: rows.slice(0, begin), headerRows: [], header: new Map(), body, values: valueColumns(body) };
  }
  const count = headerRowCount(rows, at, merges);
  const headerRows = rows.slice(at, at + count);
  const body = rows.slice(at + count);
  return {
    notes: rows.slice(0, at),
    headerRows,
    header: headerWords(headerRows, merges),
    body,
    values: valueColumns(body),
  };
}

/** Whether a column has words in the header and values below: what tells a header from a row of words. */
export function hasContrast({ header, body }: BlockLayout): boolean {
  return [...header].some(([column, words]) => {
    const below = body.flatMap((row) => row.cells.filter((cell) => cell.column === column));
    return !isMissing(words) && below.length > 0 && below.every(({ kind, raw }) => kind !== 'text' || isMissing(raw));
  });
}

/** Whether rows are nothing but a header with groups above its columns: some programs leave a blank row below it. */
export function isGroupedHeader(rows: readonly SheetRow[], merges: readonly CellRange[]): boolean {
  const [first] = rows;
  if (first === undefined || rows.length < 2 || rows.length > MOST_HEADER_ROWS) return false;
  if (!rows.every((row) => filled(row).every((cell) => cell.kind === 'text' || isYear(cell)))) return false;
  return (
    filled(rows.at(-1) ?? first).length > 1 &&
    merges.some(({ top, bottom, left, right }) => top === first.number && bottom === top && right > left)
  );
}

/** The row where the header begins, or null where the rows have none. */
function headerStart(rows: readonly SheetRow[], merges: readonly CellRange[]): number | null {
  const columns = new Set(rows.flatMap((row) => filled(row).map(({ column }) => column)));
  const enough = columns.size === 1 ? 1 : Math.max(2, usualCount(rows) / 2);
  for (let at = 0; at < Math.min(rows.length - 1, MOST_NOTES); at += 1) {
    const row = rows[at];
    if (row === undefined || spannedCount(row, merges) < enough) continue;
    if (isHeaderLike(rows, at)) {
      if (columns.size === 1) return numbersFollow(rows, at) ? at : null;
      return fullerHeader(rows, at, merges) ?? at;
    }
    // A row of values before any header: what stands above it may only be a title.
    if (filled(row).some(({ kind }) => kind !== 'text')) return null;
  }
  return null;
}

/**
 * A header further down than the first row of words, which then is a line of scattered words above it: the later one is fuller than all
 * above it, names every column below it, and columns hold values from there on.
 */
function fullerHeader(rows: readonly SheetRow[], at: number, merges: readonly CellRange[]): number | null {
  const begin = at + headerRowCount(rows, at, merges);
  const first = filled(rows[at] ?? NO_ROW).map(({ column }) => column);
  let fullest = first.length;
  for (let later = at + 1; later < Math.min(rows.length - 1, MOST_NOTES); later += 1) {
    const row = rows[later] ?? NO_ROW;
    const cells = filled(row);
    if (cells.some(isValue)) return null;
    if (later >= begin && cells.length > fullest && cells.length > 2 && beginsValues(rows, later)) {
      // Only the names of rows go without a header.
      const missed = cells.filter(({ column }) => !first.includes(column));
      return missed.length === 1 && missed[0]?.column === cells[0]?.column ? null : later;
    }
    fullest = Math.max(fullest, cells.length);
  }
  return null;
}

/** Whether columns hold values below a row of words, all of which it names. */
function beginsValues(rows: readonly SheetRow[], at: number): boolean {
  const row = rows[at] ?? NO_ROW;
  const below = rows.slice(at + 1, at + 1 + NEAR_ROWS);
  const values = valueColumns(below);
  const named = new Set(filled(row).map(({ column }) => column));
  return (
    breaches(row, values) > 0 &&
    conforms(below[0] ?? NO_ROW, values) &&
    columnsOf(below).every((column) => named.has(column))
  );
}

function leadingSingles(rows: readonly SheetRow[], merges: readonly CellRange[]): number {
  if (Math.max(0, ...rows.map((row) => filled(row).length)) < 2) return 0;
  const at = rows.findIndex((row) => spannedCount(row, merges) > 1 || filled(row).some(({ kind }) => kind !== 'text'));
  return at === -1 ? rows.length : at;
}

function usualCount(rows: readonly SheetRow[]): number {
  const counts = rows.map((row) => filled(row).length).toSorted((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

/** How many columns a row speaks for; a merged cell does for each of its own, unless it is alone: then it is a title. */
function spannedCount(row: SheetRow, merges: readonly CellRange[]): number {
  const cells = filled(row);
  const [only] = cells;
  if (cells.length === 1 && only?.column === firstColumn(row, merges)) return 1;
  return cells.reduce((sum, { column }) => sum + widthAt(column, row.number, merges), 0);
}

/** Where the table that a merged cell heads would begin: a cell that is merged from the very left is a title over all of it. */
function firstColumn(row: SheetRow, merges: readonly CellRange[]): number {
  const below = merges.filter(({ top }) => top === row.number + 1).map(({ left }) => left);
  return Math.min(row.cells[0]?.column ?? 1, ...below);
}

function widthAt(column: number, row: number, merges: readonly CellRange[]): number {
  const merge = merges.find(({ left, top }) => left === column && top === row);
  return merge === undefined ? 1 : merge.right - merge.left + 1;
}

function isYear({ kind, raw }: SheetCell): boolean {
  return kind === 'number' && /^(?:1[5-9]|2[01])\d\d$/.test(raw);
}

/** Whether a row can be a header: words, years or days, but no other values, and not the same kind of years or days as the row below. */
function isHeaderLike(rows: readonly SheetRow[], at: number): boolean {
  const cells = filled(rows[at] ?? NO_ROW);
  if (cells.length === 0 || !cells.every((cell) => cell.kind === 'text' || cell.kind === 'date' || isYear(cell)))
    return false;
  if (cells.every(({ kind, raw }) => kind === 'text' && isMissing(raw))) return false;
  if (cells.every(({ kind }) => kind === 'date')) return false;
  const years = cells.filter(isYear).map(({ raw }) => Number(raw));
  if (years.length > 1 && years.every((year, index) => index === 0 || Math.abs(year - (years[index - 1] ?? 0)) === 1))
    return true;
  const below = rows[at + 1]?.cells ?? [];
  return !cells.some((cell) => {
    if (cell.kind === 'text') return false;
    const other = below.find(({ column }) => column === cell.column);
    return other !== undefined && (cell.kind === 'date' ? other.kind === 'date' : isYear(other));
  });
}

function numbersFollow(rows: readonly SheetRow[], at: number): boolean {
  const below = rows.slice(at + 1);
  return below.length > 0 && below.every((row) => filled(row).every(({ kind }) => kind !== 'text'));
}

/** How many rows the header has: further ones are groups above columns (merged cells tell) or units below them. */
function headerRowCount(rows: readonly SheetRow[], at: number, merges: readonly CellRange[]): number {
  let count = 1;
  while (count < MOST_HEADER_ROWS && at + count + 1 < rows.length) {
    const row = rows[at + count];
    const above = rows[at + count - 1];
    if (row === undefined || above === undefined || !isHeaderLike(rows, at + count)) break;
    const cells = filled(row);
    const grouped = merges.some(
      ({ left, right, top, bottom }) =>
        (top === above.number && right > left && cells.some(({ column }) => column >= left && column <= right)) ||
        (top <= above.number && bottom >= row.number && right - left < cells.length),
    );
    // The name of the rows' own column may stand below the groups, alone.
    const index =
      count > 1 &&
      cells.length === 1 &&
      (cells[0]?.column ?? 0) < Math.min(...filled(above).map(({ column }) => column));
    if (!grouped && !index && !isUnitLine(cells.map(({ raw }) => raw))) break;
    count += 1;
  }
  return count;
}

function headerWords(rows: readonly SheetRow[], merges: readonly CellRange[]): Map<number, string> {
  const lines = rows.map((row) => {
    const words = new Map<number, string>();
    for (const cell of filled(row)) {
      const merge = merges.find(({ left, top }) => left === cell.column && top === row.number);
      for (let column = cell.column; column <= (merge?.right ?? cell.column); column += 1)
        words.set(column, cell.shown);
    }
    return words;
  });
  const columns = [...new Set(lines.flatMap((line) => [...line.keys()]))].toSorted((a, b) => a - b);
  return new Map(columns.map((column) => [column, joinedHeader(lines.map((line) => line.get(column)))]));
}
