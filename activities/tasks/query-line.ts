import type { RecordedQuery } from '../../contract/evidence/evidence.ts';

const MOST_ROWS = 12;

/** A query's result as one line of text, `region, total: north, 12.50; south, 3.00`, with its first `most` rows where it is long. */
export function queryLine(query: Pick<RecordedQuery, 'columns' | 'rows'>, most: number = MOST_ROWS): string {
  const rows = query.rows.slice(0, most).map((row) => row.map((cell) => cell ?? 'none').join(', '));
  const more = query.rows.length - rows.length;
  const text = rows.length === 0 ? 'no rows' : rows.join('; ');
  const line = `${query.columns.join(', ')}: ${text}${more > 0 ? `; and ${more} more rows` : ''}`;
  return line.replaceAll(/\s+/g, ' ').trim();
}
