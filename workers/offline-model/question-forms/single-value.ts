import { type AggregateKind, aggregateOf, shownColumns, shownFilters } from './aggregate.ts';
import { namingOf } from './column-names.ts';
import type { Computation } from './form.ts';
import { labelColumn } from './known-table.ts';
import { selectSql } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { tellValue } from './telling.ts';

/** One value over all rows that the question's filters leave: of a named column, or the number of rows where that is asked. */
export function singleValue(reading: TableReading, kind: AggregateKind): Computation | null {
  const column = kind === 'count' ? null : reading.measure(kind);
  if (kind === 'count' ? !reading.namesRows() : column === null) return null;
  const filters = reading.filters();
  if (filters === null) return null;
  // "The average price of the fuels" in a table with a row a fuel.
  const label = labelColumn(reading.table);
  const naming =
    label === null || filters.some(({ column }) => column === label) ? null : namingOf(label, reading.free());
  if (kind !== 'count' && naming?.share === 1) reading.take(naming.words);
  if (kind === 'max' || kind === 'min') takeAnyOf(reading);
  if (reading.leftover().length > 0) return null;
  const aggregate = aggregateOf(kind, column);
  const shown = shownFilters(filters);
  const sql = selectSql({
    columns: [...shownColumns(filters), `${aggregate.sql} as ${aggregate.alias}`],
    table: reading.table.name,
    where: filters.map((filter) => filter.sql),
    groupBy: shown,
  });
  const told = { measure: aggregate.words, table: reading.table.name, filters };
  return { sql, table: reading.table.name, tell: (rows) => tellValue(told, rows) };
}

/** "In any plot" leaves no row out: takes it where a column is headed so. */
function takeAnyOf(reading: TableReading): void {
  const [, said = ''] =
    /\b(?:in|for|of|at|on|by|from|among) (?:any(?: one| single)?|a single|all)((?: [\w'-]+){1,3})/i.exec(
      reading.question,
    ) ?? [];
  const at = reading.question.indexOf(said);
  const words = reading.free().filter((word) => said !== '' && word.start >= at && word.end <= at + said.length);
  const named = reading.table.columns.find((column) => namingOf(column, words)?.share === 1);
  if (named !== undefined) reading.take(namingOf(named, words)?.words ?? []);
}
