import { formatDecimal, parseDecimal, roundDecimal } from './decimal.ts';
import type { RecordedQuery } from './evidence.ts';

function comparable(cell: string | null, scale: number): string | null {
  if (cell === null) return null;
  const value = parseDecimal(cell);
  return value === null ? cell : `#${formatDecimal(roundDecimal(value, scale)).replace(/^-0$/, '0')}`;
}

function counted(rows: RecordedQuery['rows'], scale: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = JSON.stringify(row.map((cell) => comparable(cell, scale)));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Compares a recorded query with its repetition: the same columns, and the same rows as a multiset, since SQL promises no order.
 * Numbers are equal when they are after rounding to the digits that the record states. Answers null where they are the same, else the difference in one sentence.
 */
export function differenceOfResults(
  recorded: RecordedQuery,
  again: Pick<RecordedQuery, 'columns' | 'rows'>,
): string | null {
  if (JSON.stringify(recorded.columns) !== JSON.stringify(again.columns))
    return `The columns were ${recorded.columns.join(', ')} and are now ${again.columns.join(', ')}.`;
  if (recorded.rows.length !== again.rows.length)
    return `There were ${recorded.rows.length} rows and are now ${again.rows.length}.`;
  const now = counted(again.rows, recorded.scale);
  for (const row of recorded.rows) {
    const key = JSON.stringify(row.map((cell) => comparable(cell, recorded.scale)));
    const left = now.get(key) ?? 0;
    if (left === 0) return `The row "${row.map((cell) => cell ?? 'null').join(' | ')}" does not come out again.`;
    now.set(key, left - 1);
  }
  return null;
}
