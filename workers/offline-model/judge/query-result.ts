import type { RecordedQuery } from '../../../contract/evidence/evidence.ts';

/** Reads the line that shows a query's result, `team, total: north, 12; south, 9`, back into its columns and rows. */
export function resultOf(line: string, sql: string): RecordedQuery {
  const at = line.indexOf(': ');
  const columns = (at < 0 ? line : line.slice(0, at)).split(', ');
  const shown = at < 0 ? '' : line.slice(at + 2).replace(/; and \d+ more rows$/, '');
  const rows = shown
    .split('; ')
    .filter((row) => row !== '')
    // A cell that has a comma of its own cannot be told from two: such a row is one cell of words.
    .map((row) => (row.split(', ').length === columns.length ? row.split(', ') : [row]));
  const tables = [...sql.matchAll(/\b(?:from|join)\s+"?([\w.]+)"?/gi)].flatMap((match) => match[1] ?? []);
  return { sql, columns, rows, tables, scale: 6 };
}
