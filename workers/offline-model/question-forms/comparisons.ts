import { shownColumns } from './aggregate.ts';
import { namingOf } from './column-names.ts';
import type { Computation, QuestionForm } from './form.ts';
import { isMeasure, type KnownColumn } from './known-table.ts';
import { selectSql, sqlName } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { subject } from './telling.ts';

const MORE =
  'more|larger|higher|greater|bigger|older|longer|heavier|taller|faster|cheaper|less|fewer|lower|smaller|younger|shorter|lighter|slower';

/** Two values beside each other: "Was the capacity of A larger than that of B?", "Did A spend more than was approved?" */
export const COMPARISONS: readonly QuestionForm[] = [
  {
    name: 'comparisons/two-rows',
    pattern: new RegExp(`^\\s*(?:is|are|was|were|does|do|did|has|have|had)\\b.*\\b(?:${MORE})\\b.*\\bthan\\b`, 'is'),
    words: [...MORE.split('|'), 'than', 'expensive'],
    compose: (reading) => composeRows(reading) ?? null,
  },
  {
    name: 'comparisons/two-columns',
    pattern: new RegExp(`^\\s*(?:is|are|was|were|does|do|did|has|have|had)\\b.*\\b(?:${MORE})\\b.*\\bthan\\b`, 'is'),
    words: [...MORE.split('|'), 'than'],
    compose: composeColumns,
  },
];

/** One measure of two things. */
function composeRows(reading: TableReading): Computation | null {
  const measure = reading.measure('max');
  const filters = measure === null ? null : reading.filters();
  if (measure === null || filters === null || reading.leftover().length > 0) return null;
  const pairs = filters.filter(({ values }) => values.length === 2);
  const [pair] = pairs;
  if (pair === undefined || pairs.length !== 1) return null;
  const [key, value] = [sqlName(pair.column.name), sqlName(measure.name)];
  const sql = selectSql({
    columns: [
      ...shownColumns(filters),
      `${key} as ${sqlName(pair.column.header)}`,
      `${value} as ${sqlName(measure.header)}`,
    ],
    distinct: true,
    table: reading.table.name,
    where: [...filters.map((filter) => filter.sql), `${value} is not null`],
    orderBy: [`${sqlName(measure.header)} desc`, sqlName(pair.column.header)],
  });
  const others = filters.filter((filter) => filter !== pair);
  const told = subject({ measure: measure.header, table: reading.table.name, filters: others });
  return {
    sql,
    table: reading.table.name,
    tell: (rows) => {
      const [first, second] = rows.map((row) => row.slice(-2));
      // More rows than two mean that one of the things has several values.
      if (first === undefined || second === undefined || rows.length !== 2 || first[0] === second[0]) return [];
      const order = first[1] === second[1] ? 'the same as' : 'more than';
      return [
        `${told} for ${pair.column.header} "${first[0]}" is ${first[1]}, ${order} the ${second[1]} for "${second[0]}".`,
      ];
    },
  };
}

/** Two measures of one thing: what stands before "than" and after it. */
function composeColumns(reading: TableReading): Computation | null {
  const than = reading.question.toLowerCase().indexOf(' than ');
  const free = reading.free();
  const years = free.filter((word) => /^(?:19|20)\d{2}$/.test(word.lower));
  const sides = [free.filter((word) => word.start < than), free.filter((word) => word.start > than)];
  const columns = sides.map((words) => namedMeasure(reading, [...words, ...years]));
  const [one, other] = columns;
  if (one == null || other == null || one === other) return null;
  for (const [at, column] of [one, other].entries())
    reading.take(namingOf(column, [...(sides[at] ?? []), ...years])?.words ?? []);
  const filters = reading.filters();
  if (filters === null || filters.length === 0 || reading.leftover().length > 0) return null;
  const sql = selectSql({
    columns: [
      ...shownColumns(filters),
      `${sqlName(one.name)} as ${sqlName(one.header)}`,
      `${sqlName(other.name)} as ${sqlName(other.header)}`,
    ],
    distinct: true,
    table: reading.table.name,
    where: filters.map((filter) => filter.sql),
  });
  const told = subject({ measure: `${one.header} and ${other.header}`, table: reading.table.name, filters });
  return {
    sql,
    table: reading.table.name,
    tell: (rows) => {
      const [row] = rows.map((one) => one.slice(-2));
      return rows.length !== 1 || row?.[0] == null || row[1] == null ? [] : [`${told}: ${row[0]} and ${row[1]}.`];
    },
  };
}

function namedMeasure({ table }: TableReading, words: ReturnType<TableReading['free']>): KnownColumn | null {
  const named = table.columns.filter(isMeasure).flatMap((column) => namingOf(column, words) ?? []);
  const best = Math.max(0, ...named.map(({ share }) => share));
  const winners = named.filter(({ share }) => share === best && share > 0);
  return winners.length === 1 ? (winners[0]?.column ?? null) : null;
}
