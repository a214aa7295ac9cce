import { parseDay, parseTimestamp } from './calendar.ts';
import { isNote, isUnitLine, joinedHeader } from './header-lines.ts';
import { isMissing } from './missing-marks.ts';
import { parseNumber } from './number-notation.ts';

/** What the first records of a CSV turned out to be: so many lines above the table, and so many of its header (none where it begins with data). */
export interface CsvLayout {
  above: number;
  headerLines: number;
  header: string[];
}

/** Lines above a header that are looked through. */
const MOST_ABOVE = 20;

/** Tells title lines, comments and header from the first records; `columns` is the usual number of cells. */
export function csvLayout(records: readonly string[][], columns: number): CsvLayout {
  const enough = Math.max(2, columns / 2);
  const first = records
    .slice(0, MOST_ABOVE)
    .findIndex((record) => filledCount(record) >= enough && !isComment(record, columns));
  const above = columns < 2 || first === -1 ? 0 : first;
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
