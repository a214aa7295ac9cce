import { aggregateOf } from './aggregate.ts';
import type { Computation, QuestionForm } from './form.ts';
import { selectSql, sqlName, sqlText } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { subject } from './telling.ts';

/** How much more one has than another: "What is the difference in output tokens between support and legal?" */
export const DIFFERENCES: readonly QuestionForm[] = [
  {
    name: 'differences/between',
    pattern: /\bdifference\b.*\bbetween\b.*\band\b/is,
    words: ['difference', 'between', 'total', 'sum', 'number'],
    compose: composeDifference,
  },
  {
    name: 'differences/more-than',
    pattern: /\bhow (?:many|much) more\b.*\bthan\b/is,
    words: ['more', 'than', 'total'],
    compose: composeDifference,
  },
];

function composeDifference(reading: TableReading): Computation | null {
  const measure = reading.measure('sum');
  if (measure === null && (reading.ambiguous.length > 0 || !reading.namesRows())) return null;
  const filters = reading.filters();
  if (filters === null || reading.leftover().length > 0) return null;
  const compared = filters.filter((filter) => filter.values.length === 2);
  const [pair] = compared;
  const [first, second] = pair?.values ?? [];
  if (pair === undefined || compared.length !== 1 || first === undefined || second === undefined) return null;
  const others = filters.filter((filter) => filter !== pair);
  const counted = measure === null ? '1' : sqlName(measure.name);
  const side = (value: string): string =>
    `sum(case when ${sqlName(pair.column.name)} = ${sqlText(value)} then ${counted} else 0 end)`;
  const { words } = aggregateOf('sum', measure);
  const measured = `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const sql = selectSql({
    columns: [
      `${side(first)} as ${sqlName(first)}`,
      `${side(second)} as ${sqlName(second)}`,
      `${side(first)} - ${side(second)} as ${sqlName(`Difference of ${measured}`)}`,
    ],
    table: reading.table.name,
    where: filters.map((filter) => filter.sql),
  });
  const told = subject({ measure: `Difference of ${measured}`, table: reading.table.name, filters: others });
  return {
    sql,
    table: reading.table.name,
    tell: ([row]) =>
      row?.[2] == null
        ? []
        : [`${told} between ${pair.column.header} "${first}" (${row[0]}) and "${second}" (${row[1]}): ${row[2]}.`],
  };
}
