import type { Filter } from './filters.ts';
import type { KnownColumn } from './known-table.ts';
import { sqlName } from './sql.ts';

export type AggregateKind = 'sum' | 'count' | 'average' | 'max' | 'min';

/** How the values of rows become one. */
export interface Aggregate {
  sql: string;
  /** Name of the result's column, quoted for SQL: the result says by itself what it holds. */
  alias: string;
  /** In words, as in `Total of hours`. */
  words: string;
}

/** The aggregate of a column, or of the rows themselves where `column` is null. Averages keep four digits. */
export function aggregateOf(kind: AggregateKind, column: KnownColumn | null): Aggregate {
  if (column === null) return { sql: 'count(*)', alias: sqlName('Number of rows'), words: 'Number of rows' };
  const name = sqlName(column.name);
  switch (kind) {
    case 'average':
      return {
        sql: `round(avg(${name}), 4)`,
        alias: sqlName(`Average of ${column.header}`),
        words: `Average of ${column.header}`,
      };
    case 'max':
      return { sql: `max(${name})`, alias: sqlName(`Highest ${column.header}`), words: `Highest ${column.header}` };
    case 'min':
      return { sql: `min(${name})`, alias: sqlName(`Lowest ${column.header}`), words: `Lowest ${column.header}` };
    case 'count':
      return {
        sql: `count(${name})`,
        alias: sqlName(`Number of values of ${column.header}`),
        words: `Number of values of ${column.header}`,
      };
    case 'sum':
      return ofColumn('Total', `sum(${name})`, column);
  }
}

/** Columns with one asked-for value: shown in the result, so that it says by itself what it is about. */
export function shownFilters(filters: readonly Filter[]): string[] {
  return filters.filter((filter) => filter.values.length === 1).map((filter) => sqlName(filter.column.name));
}

/** A column that is headed by a year alone is told as a time, not as an amount. */
function ofColumn(what: string, sql: string, { header }: KnownColumn): Aggregate {
  const words = `${what} ${/^(?:19|20)\d{2}$/.test(header.trim()) ? 'in' : 'of'} ${header}`;
  return { sql, alias: sqlName(words), words };
}

/** The same columns as a result names them: by their headers. */
export function shownColumns(filters: readonly Filter[]): string[] {
  const shown = filters.filter((filter) => filter.values.length === 1).map(({ column }) => column);
  return [
    ...new Map(shown.map((column) => [column.name, `${sqlName(column.name)} as ${sqlName(column.header)}`])).values(),
  ];
}
