import type { Computation, QuestionForm } from './form.ts';
import { isName } from './known-table.ts';
import { singleValue } from './single-value.ts';
import { selectSql, sqlName } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { tellValue } from './telling.ts';

/** Numbers of rows, and of different values: "How many shifts were cancelled?", "How many different models are there?" */
export const COUNTS: readonly QuestionForm[] = [
  {
    name: 'counts/rows',
    pattern: /\bhow many\b|\b(?:number|count) of\b/i,
    words: ['total', 'altogether', 'overall', 'all', 'number', 'count'],
    compose: (reading) => singleValue(reading, 'count'),
  },
  {
    name: 'counts/different',
    pattern: /\b(?:how many|number of|count of) (?:different|distinct|unique)\b/i,
    words: ['different', 'distinct', 'unique', 'number', 'count', 'total'],
    compose: (reading) => countDifferent(reading, /\b(?:different|distinct|unique)\s+/gi),
  },
  {
    // "How many countries are in Europe?" over a table with a column of countries.
    name: 'counts/named',
    pattern: /\bhow many\b|\b(?:number|count) of\b/i,
    words: ['number', 'count', 'total', 'altogether', 'overall'],
    compose: (reading) => countDifferent(reading, /\b(?:how many|(?:number|count) of)\s+/gi),
  },
];

function countDifferent(reading: TableReading, cue: RegExp): Computation | null {
  const group = reading.groupAfter(cue);
  if (group === null || !isName(group.column)) return null;
  const filters = reading.filters();
  if (filters === null || reading.leftover().length > 0) return null;
  const sql = selectSql({
    columns: [`count(distinct ${sqlName(group.column.name)}) as total`],
    table: reading.table.name,
    where: filters.map((filter) => filter.sql),
  });
  const told = { measure: `Number of different values of ${group.label}`, table: reading.table.name, filters };
  return { sql, table: reading.table.name, tell: (rows) => tellValue(told, rows) };
}
