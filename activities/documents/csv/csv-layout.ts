import { parseDay, parseTimestamp } from '../tables/calendar.ts';
import { isNote, isUnitLine, joinedHeader } from '../tables/header-lines.ts';
import { isMissing } from '../tables/missing-marks.ts';
import { parseNumber } from '../tables/number-notation.ts';

/** What the first records of a CSV turned out to be: so many lines above the table, and so many of its header (none where it begins with data). */
export interface CsvLayout {
  above: number;
  headerLines: number;
  header: string[];
}

/** Lines above a header that are looked through. */
const MOST_ABOVE = 20;
/** Records below a header that are looked at to tell whether it is one. */
const NEAR_RECORDS = 4;

/** Tells title lines, comments and header from the first records; `columns` is the usual number of cells. */
export function csvLayout(records: readonly string[][], columns: number): CsvLayout {
  const enough = Math.max(2, columns / 2);
  const first = records
    .slice(0, MOST_ABOVE)
    .findIndex((record) => filledCount(record) >= enough && !isComment(record, columns));
  const scattered = columns < 2 || first === -1 ? 0 : first;
  const above = fullerHeader(records, scattered) ?? scattered;
  const record = records[above] ?? [];
  if (looksLikeData(record)) return { above, headerLines: 0, header: record.map(() => '') };
  const units = records[above + 1];
  const below = records[above + 2];
  const hasUnits =
    units !== undefined &&
    below !== undefined &&
    units.length <= record.length &&
    isUnitLine(units) &&
    below.some(isValue);
  if (!hasUnits) return { above, headerLines: 1, header: record };
  return { above, headerLines: 2, header: record.map((words, at) => joinedHeader([words, units[at]])) };
}

/**
 * A header further down than the first record of words, which then is one of scattered words above it: the later one is fuller than all
 * before it, names every column below it, and columns hold values from there on.
 */
function fullerHeader(records: readonly string[][], at: number): number | null {
  const first = records[at] ?? [];
  let fullest = filledCount(first);
  for (let later = at + 1; later < Math.min(records.length - 1, MOST_ABOVE); later += 1) {
    const record = records[later] ?? [];
    const count = filledCount(record);
    if (count > 2 && count > fullest && beginsValues(records, later)) {
      // Only the names of rows go without a header.
      const missed = record.flatMap((cell, column) => (cell.trim() !== '' && isEmpty(first[column]) ? [column] : []));
      return missed.length === 1 && missed[0] === 0 ? null : later;
    }
    if (record.some(isValue)) return null;
    fullest = Math.max(fullest, count);
  }
  return null;
}

/** Whether columns hold values below a record of words, all of which it names. */
function beginsValues(records: readonly string[][], at: number): boolean {
  const record = records[at] ?? [];
  const below = records.slice(at + 1, at + 1 + NEAR_RECORDS);
  const values = csvValueColumns(below);
  return (
    !record.some(isValue) &&
    [...values].some((column) => !isEmpty(record[column])) &&
    (below[0] ?? []).some((cell, column) => values.has(column) && isValue(cell)) &&
    below.every((cells) => cells.every((cell, column) => isEmpty(cell) || !isEmpty(record[column])))
  );
}

/** The columns that hold numbers or days rather than words: two cells in three do, lines of a few words across a wide table left aside. */
export function csvValueColumns(records: readonly string[][]): Set<number> {
  const counts: { values: number; all: number }[] = [];
  const width = Math.max(0, ...records.map(filledCount));
  for (const record of records) {
    if (width > 2 && filledCount(record) * 2 <= width && !record.some(isValue)) continue;
    for (const [column, cell] of record.entries()) {
      if (isMissing(cell)) continue;
      const count = counts[column] ?? { values: 0, all: 0 };
      counts[column] = count;
      count.all += 1;
      if (isValue(cell)) count.values += 1;
    }
  }
  return new Set(counts.flatMap((count, column) => (count.values * 3 >= count.all * 2 ? [column] : [])));
}

/** Whether a record is a few words in a wide table: below its last row it may be a note. */
export function isScattered(record: readonly string[], columns: number, values: ReadonlySet<number>): boolean {
  const count = filledCount(record);
  return count > 0 && columns > 2 && values.size > 0 && count * 2 <= columns && !record.some(isValue);
}

/** Whether scattered words are no row that misses some values: a line that does not even have its cells, or words where columns hold values. */
export function tellsNotes(record: readonly string[], values: ReadonlySet<number>): boolean {
  const broken = record.filter((cell, column) => values.has(column) && !isMissing(cell)).length;
  return record.length === 1 || broken > 1 || (broken === 1 && (isEmpty(record[0]) || values.has(0)));
}

function isEmpty(cell: string | undefined): boolean {
  return (cell ?? '').trim() === '';
}

/** Whether a record below the header is a note or a comment: words in its first cell alone. */
export function isCsvNote(record: readonly string[], columns: number): boolean {
  if (columns < 2) return false;
  if (isComment(record, columns)) return true;
  const [first = '', ...rest] = record;
  return first.trim() !== '' && rest.every((cell) => cell.trim() === '') && isNote(first);
}

function isComment(record: readonly string[], columns: number): boolean {
  return /^\s*(?:#|\/\/)/.test(record[0] ?? '') && filledCount(record) < columns;
}

function filledCount(record: readonly string[]): number {
  return record.filter((cell) => cell.trim() !== '').length;
}

/** Whether the first record is no header: every cell that says something is a number or a date. */
function looksLikeData(record: readonly string[]): boolean {
  const cells = record.filter((cell) => cell.trim() !== '');
  const isYear = (cell: string) => /^\s*(?:1[5-9]|2[01])\d\d\s*$/.test(cell);
  if (cells.length === 0 || cells.every(isYear)) return false;
  return cells.every(isValue);
}

function isValue(cell: string): boolean {
  return (
    !isMissing(cell) &&
    (parseNumber(cell, 'point') !== null ||
      parseNumber(cell, 'comma') !== null ||
      parseDay(cell) !== null ||
      parseTimestamp(cell) !== null)
  );
}
