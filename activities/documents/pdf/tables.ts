import type { Cell, TextLine } from './lines.ts';

/** A table of numbers that stands in the lines of a column. */
export interface FoundTable {
  title: string | null;
  header: string[];
  rows: string[][];
  columns: Column[];
  /** Whether the lines end with it: it may go on in the next ones. */
  isOpen: boolean;
}

/** Where a column's cells stand, from left to right. */
export interface Column {
  left: number;
  right: number;
}

const FEWEST_ROWS = 3;
const MOST_HEADER_LINES = 3;
const NUMBER = /^[(\-−–+]?\s?(?:[$€£¥]|[A-Z]{3}\s)?\s?[-−–]?\d[\d.,'’\u00a0\u202f ]*\s?(?:%|‰|[$€£¥])?\)?$/;
const DAY = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2} \p{L}{3,9}\.? \d{4})$/u;
const NOTHING = /^(?:[-–—.…]+|n\/?a|nil)$/i;

/**
 * Finds tables: at least three rows under each other whose cells stand in the same columns, most of them numbers. Rather none than a wrong one;
 * the text of the lines is kept as passages in any case.
 */
export function tablesIn(lines: readonly TextLine[]): FoundTable[] {
  const tables: FoundTable[] = [];
  let from = 0;
  while (from < lines.length) {
    const to = endOfBody(lines, from);
    const table = to - from >= FEWEST_ROWS ? tableOf(lines, from, to) : null;
    if (table !== null) tables.push(table);
    from = Math.max(to, from + 1);
  }
  return tables;
}

/**
 * The rows with which a table goes on at the top of the next page, and how many lines they take, a repeated header included.
 * Null where the lines begin with something else.
 */
export function continuationOf(
  { header, columns }: FoundTable,
  lines: readonly TextLine[],
): { rows: string[][]; columns: Column[]; lines: number } | null {
  const repeated = lines[0]?.cells.map(({ text }) => text).join(' ') === header.filter((text) => text !== '').join(' ');
  const from = repeated ? 1 : 0;
  const to = endOfBody(lines, from);
  if (to === from) return null;
  const body = lines.slice(from, to);
  const wider = merged([...columns, ...body.filter((line) => line.cells.length > 1).flatMap((line) => line.cells)]);
  const rows = body.map((line) => rowOf(line.cells, wider)).filter((row) => row !== null);
  return wider.length === columns.length && rows.length === body.length ? { rows, columns: wider, lines: to } : null;
}

/** The line after the run of rows that begins here: each holds a number in a cell of its own, or is a label between such rows. */
function endOfBody(lines: readonly TextLine[], from: number): number {
  const first = lines[from];
  if (first === undefined || !isBody(first)) return from;
  let end = from + 1;
  for (let at = end; at < lines.length; at += 1) {
    const [line, before] = [lines[at], lines[at - 1]];
    if (line === undefined || before === undefined || before.y - line.y > 3 * line.size || before.y < line.y) break;
    if (isBody(line)) end = at + 1;
    // One line with a label alone may stand between two rows.
    else if (line.cells.length > 1 || at > end || line.text.length > 80) break;
  }
  return end;
}

function isBody({ cells }: TextLine): boolean {
  const figures = cells.slice(1).filter(isFigure).length;
  return figures > 0 && figures >= 0.5 * (cells.length - 1);
}

function isFigure({ text }: { text: string }): boolean {
  return NUMBER.test(text) || NOTHING.test(text) || DAY.test(text);
}

function tableOf(lines: readonly TextLine[], from: number, to: number): FoundTable | null {
  const body = lines.slice(from, to);
  const columns = columnsOf(body);
  if (columns.length < 2 || columns.length > 40) return null;
  const rows = body.map((line) => rowOf(line.cells, columns));
  if (rows.some((row) => row === null)) return null;
  const cells = rows.filter((row) => row !== null);
  if (!isMostlyFigures(cells)) return null;
  const { header, above } = headerAbove(lines, from, columns);
  const title = titleOf(lines[above]);
  const isOpen = to === lines.length;
  if (header !== null) return namesColumns(header) ? { title, header, rows: cells, columns, isOpen } : null;
  // A row of years above the figures is their header, although it reads like one of them.
  const [first, ...rest] = cells;
  if (first === undefined || rest.length < FEWEST_ROWS || !first.slice(1).every(isYear)) return null;
  return { title, header: first, rows: rest, columns, isOpen };
}

function isYear(cell: string): boolean {
  return /^(?:FY\s?)?(?:19|20)\d{2}(?:[/–-]\d{2,4})?[A-Z]?$/.test(cell);
}

/** Whether a header says what the figures are; that of the labels may be left out. */
function namesColumns(header: readonly string[]): boolean {
  const named = header.slice(1).filter((text) => text !== '').length;
  return named >= 0.7 * (header.length - 1);
}

/** Where cells of the rows overlap they share a column. */
function columnsOf(body: readonly TextLine[]): Column[] {
  return merged(body.filter((line) => line.cells.length > 1).flatMap((line) => line.cells));
}

function merged(places: readonly Column[]): Column[] {
  const columns: Column[] = [];
  for (const { left, right } of places.toSorted((one, other) => one.left - other.left)) {
    const last = columns.at(-1);
    if (last !== undefined && left <= last.right) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  return columns;
}

/** The cells of a line by column; null where one spans columns or two share one. */
function rowOf(cells: readonly Cell[], columns: readonly Column[]): string[] | null {
  const row = columns.map(() => '');
  const onlyLabel = cells.length === 1;
  for (const cell of cells) {
    const at = columns.findIndex((column) => cell.left < column.right && cell.right > column.left);
    if (at === -1 || row[at] !== '') return null;
    const next = columns[at + 1];
    if (!onlyLabel && next !== undefined && cell.right > next.left) return null;
    if (onlyLabel && at > 0) return null;
    row[at] = cell.text;
  }
  return row;
}

/** Every column but the first holds nearly figures alone, and most rows hold most columns. */
function isMostlyFigures(rows: readonly string[][]): boolean {
  const full = rows.filter((row) => row.filter((cell) => cell !== '').length > 1);
  if (full.length < FEWEST_ROWS || full.length < 0.5 * rows.length) return false;
  const width = rows[0]?.length ?? 0;
  const filled = full.flat().filter((cell) => cell !== '').length;
  if (filled < 0.7 * full.length * width) return false;
  const figures = (at: number) => {
    const cells = full.map((row) => row[at] ?? '').filter((cell) => cell !== '');
    return cells.length >= 2 && cells.filter((text) => isFigure({ text })).length >= 0.8 * cells.length;
  };
  const columns = Array.from({ length: width }, (_, at) => figures(at));
  return columns.filter(Boolean).length >= Math.max(1, 0.6 * (width - 1));
}

/** The header: up to three lines right above the body whose cells stand over single columns. `above` is the line before it. */
function headerAbove(
  lines: readonly TextLine[],
  from: number,
  columns: readonly Column[],
): { header: string[] | null; above: number } {
  const parts: string[][] = [];
  let at = from - 1;
  for (; at >= 0 && parts.length < MOST_HEADER_LINES; at -= 1) {
    const [line, below] = [lines[at], lines[at + 1]];
    if (line === undefined || below === undefined || line.y - below.y > 2.5 * line.size) break;
    const row = overColumns(line.cells, columns);
    if (row === null) break;
    parts.unshift(row);
  }
  if (parts.length === 0) return { header: null, above: from - 1 };
  const header = columns.map((_, column) =>
    parts
      .map((part) => part[column] ?? '')
      .filter((text) => text !== '')
      .join(' '),
  );
  return { header, above: at };
}

function overColumns(cells: readonly Cell[], columns: readonly Column[]): string[] | null {
  if (cells.length < Math.max(2, 0.5 * (columns.length - 1)) && !(cells.length === 1 && columns.length === 2))
    return null;
  if (cells.length === 1 || cells.every((cell) => /^\S+ .{60}/.test(cell.text))) return null;
  const row = columns.map(() => '');
  for (const cell of cells) {
    const at = nearest(cell, columns);
    if (at === null || row[at] !== '') return null;
    row[at] = cell.text;
  }
  return row;
}

/** The one column that a header's cell stands over; null where it is none or several. */
function nearest(cell: Cell, columns: readonly Column[]): number | null {
  const under = columns.flatMap((column, at) =>
    cell.left < column.right + 1 && cell.right > column.left - 1 ? [at] : [],
  );
  if (under.length === 1) return under[0] ?? null;
  if (under.length > 1) return null;
  const middle = (cell.left + cell.right) / 2;
  const distances = columns.map(({ left, right }) => Math.abs((left + right) / 2 - middle));
  const least = Math.min(...distances);
  return least < 40 ? distances.indexOf(least) : null;
}

function titleOf(line: TextLine | undefined): string | null {
  if (line === undefined || line.cells.length !== 1 || line.text.length > 200) return null;
  return /^(?:Table|Tab\.|Tabelle|Tableau)\s/i.test(line.text) || !/[.;]$/.test(line.text) ? line.text : null;
}
