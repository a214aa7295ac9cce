import type { Filter } from './filters.ts';
import type { Rows } from './form.ts';
import type { Group } from './table-reading.ts';

/** What is told of a result: a measure in words, such as `Total of hours`, over a table. */
export interface Told {
  measure: string;
  table: string;
  filters: readonly Filter[];
}

/** More rows than this are a table to look at, not sentences to read. */
const MAX_ROWS = 40;

/** `Total of hours in table "shifts" where status is "worked"`: the part before the values, the same in every sentence. */
export function subject({ measure, table, filters }: Told): string {
  const where = filters.length === 0 ? '' : ` where ${filters.map((filter) => filter.words).join(' and ')}`;
  // Digits in a table's name (`us_020`) are no number of the result: its evidence names the table.
  const place = /\d/.test(table) ? 'the table' : `table "${table}"`;
  return `${measure} in ${place}${where}`;
}

/** A cell as it was before the engine gave its column one number of digits: without the zeros that it added. */
export function plainCell(value: string): string {
  return /^-?\d+\.\d{3,}$/.test(value) ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
}

/** One sentence for the only row; none where it holds no value. */
export function tellValue(told: Told, rows: Rows): string[] {
  const value = rows[0]?.at(-1) ?? null;
  return value === null ? [] : [`${subject(told)}: ${plainCell(value)}.`];
}

/** One sentence for each row; the first column is the group, the last the value. Where there are more rows than `most`, each sentence says so. */
export function tellRows(told: Told, group: Group, rows: Rows, most: number = MAX_ROWS): string[] {
  // Without their number, which stands in no cell.
  const cut = rows.length > most ? ' (the first rows)' : '';
  return rows.slice(0, most).flatMap((row) => {
    const value = row.at(-1) ?? null;
    return value === null ? [] : [`${subject(told)}${cut} for ${group.label} "${row[0] ?? ''}": ${plainCell(value)}.`];
  });
}

/** A sentence of `tellRows` taken apart again: what it measures, by what, and its two cells. */
export interface ToldRow {
  subject: string;
  label: string;
  group: string;
  value: string;
}

/** Reads a sentence of `tellRows`; null for any other sentence. */
export function readToldRow(sentence: string): ToldRow | null {
  const match =
    /^(?<subject>.+? in (?:the table|table ".+?")(?: where .+?)?(?: \(the first rows\))?) for (?<label>[^"]+?) "(?<group>.*)": (?<value>\S+)\.$/.exec(
      sentence,
    );
  const { subject: told, label, group, value } = match?.groups ?? {};
  if (told === undefined || label === undefined || group === undefined || value === undefined) return null;
  return { subject: told, label, group, value };
}
