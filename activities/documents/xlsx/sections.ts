import { isMissing } from '../tables/missing-marks.ts';
import type { CellRange } from './cell-reference.ts';
import { breaches, columnsOf, conforms, filled, isValue } from './column-kinds.ts';
import { type BlockLayout, layoutOf } from './sheet-layout.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Words that stand for a value that is not there, rather than above values. */
const VAGUE =
  /^(?:tb[acd]|unknown|pending|none|nil|open|missing|estimated|n\.\s?a\.?|\?+|x+|[.…]+|(?:not?|see|to be|ca\.?|about|approx\.?|over|under)\s.*)$/i;
const MOST_TITLES = 3;

/** What is known of the table that rows follow. */
export interface TableSoFar {
  header: ReadonlyMap<number, string>;
  /** Columns that hold values. */
  values: ReadonlySet<number>;
}

/** Whether a row could begin another section right below a table: words alone, in columns of values or alone in their row. */
export function mayBeginSection(row: SheetRow, { values }: TableSoFar): boolean {
  const cells = filled(row);
  if (values.size === 0 || cells.length === 0 || cells.some(isValue)) return false;
  return cells.length === 1 || breaches(row, values) > 0;
}

/** Whether a row says the header again, as printed reports do on each page. */
export function repeatsHeader(row: SheetRow, { header }: TableSoFar): boolean {
  const cells = filled(row);
  return (
    cells.length > 1 && cells.length === header.size && cells.every(({ column, shown }) => header.get(column) === shown)
  );
}

/**
 * Tells whether rows right below a table are another table with a header of its own: its title stands above it, or its header breaks with
 * several columns of values. A row of data with words for a missing value is none.
 */
export function sectionOf(
  rows: readonly SheetRow[],
  merges: readonly CellRange[],
  table: TableSoFar,
): BlockLayout | null {
  const layout = layoutOf(rows, merges);
  const [head] = layout.headerRows;
  const [first] = layout.body;
  if (head === undefined || first === undefined || layout.header.size < 2) return null;
  const named = filled(layout.headerRows.at(-1) ?? head);
  const told = filled(first).filter((cell) => isValue(cell) && named.some(({ column }) => column === cell.column));
  const over = named.filter(({ column }) => told.some((cell) => cell.column === column));
  if (over.length === 0 || over.some(({ kind, raw }) => kind !== 'text' || isMissing(raw) || VAGUE.test(raw.trim())))
    return null;
  // A header is full over the width of what follows, but for the names of rows.
  const unnamed = columnsOf([first]).filter((column) => !layout.header.has(column));
  if (unnamed.length > 0 && Math.max(...unnamed) > Math.min(...layout.header.keys())) return null;
  const { notes } = layout;
  if (notes.length > MOST_TITLES || notes.some((row) => filled(row).length > 1)) return null;
  const isBreak = breaches(head, table.values) > 1 && !conforms(head, table.values);
  if (notes.length === 0) return isBreak && !repeatsHeader(head, table) ? layout : null;
  // A group's name inside of a table, and a row of it whose value is missing, look like a title and a header.
  const begin = Math.min(...layout.header.keys());
  if (notes.some((row) => filled(row)[0]?.column !== begin)) return null;
  return isBreak || named.some(({ column, shown }) => table.header.get(column) === shown) ? layout : null;
}
