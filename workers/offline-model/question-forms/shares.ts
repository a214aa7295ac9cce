import { wordsOf } from '../text/words.ts';
import { aggregateOf } from './aggregate.ts';
import { namingOf } from './column-names.ts';
import type { Computation, QuestionForm } from './form.ts';
import { selectSql, sqlName } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { subject, tellRows } from './telling.ts';

const WORDS = ['share', 'percentage', 'percent', 'proportion', 'fraction', 'total', 'all', 'number'];
const SAID = '\\b(?:share|percentage|percent|proportion|fraction)\\b';

/** Parts of a whole in percent, two digits: "What share of the shifts was cancelled?", "share of output tokens by team". */
export const SHARES: readonly QuestionForm[] = [
  {
    name: 'shares/by-group',
    pattern: new RegExp(`^(?=.*${SAID})(?=.*\\b(?:each|every|per|by)\\b)`, 'is'),
    words: WORDS,
    compose: composeByGroup,
  },
  { name: 'shares/of-value', pattern: new RegExp(SAID, 'i'), words: WORDS, compose: composeOfValue },
];

/** Columns that are shares already: of these a share is looked up, not computed. */
const IS_SHARE = /share|percent|pct|proportion|ratio|%/i;

function measured(reading: TableReading): { sql: string; words: string } | null {
  const asked = wordsOf(reading.question);
  const holdsIt = reading.table.columns.some(
    (one) => IS_SHARE.test(one.header) && (namingOf(one, asked)?.share ?? 0) >= 0.5,
  );
  if (holdsIt) return null;
  const measure = reading.measure('sum');
  if (measure === null && (reading.ambiguous.length > 0 || !reading.namesRows())) return null;
  const { words } = aggregateOf('sum', measure);
  return {
    sql: measure === null ? '1' : sqlName(measure.name),
    words: `Percentage of ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
  };
}

function composeByGroup(reading: TableReading): Computation | null {
  const group = reading.groupAfter(/\b(?:(?:for|of|in|by)\s+)?(?:each|every)\s+|\b(?:per|by)\s+/gi);
  const measure = measured(reading);
  if (group === null || measure === null) return null;
  const filters = reading.filters();
  if (filters === null || reading.leftover().length > 0) return null;
  const share = `round(100.0 * sum(${measure.sql}) / sum(sum(${measure.sql})) over (), 2)`;
  const sql = selectSql({
    columns: [`${group.sql} as ${group.alias}`, `sum(${measure.sql}) as part`, `${share} as percent`],
    table: reading.table.name,
    where: filters.map((filter) => filter.sql),
    groupBy: [group.sql],
    orderBy: ['percent desc', group.alias],
  });
  const told = { measure: measure.words, table: reading.table.name, filters };
  return { sql, table: reading.table.name, tell: (rows) => tellRows(told, group, rows) };
}

function composeOfValue(reading: TableReading): Computation | null {
  const measure = measured(reading);
  const filters = measure === null ? null : reading.filters();
  if (measure === null || filters === null || reading.leftover().length > 0) return null;
  const [part, ...more] = filters.filter((filter) => filter.values.length > 0);
  // With two columns it is not said which of them makes the part and which the whole.
  if (part === undefined || more.length > 0) return null;
  const whole = filters.filter((filter) => filter !== part);
  const inPart = `sum(case when ${part.sql} then ${measure.sql} else 0 end)`;
  const sql = selectSql({
    columns: [
      `${inPart} as part`,
      `sum(${measure.sql}) as whole`,
      `round(100.0 * ${inPart} / sum(${measure.sql}), 2) as percent`,
    ],
    table: reading.table.name,
    where: whole.map((filter) => filter.sql),
  });
  const told = subject({ measure: measure.words, table: reading.table.name, filters: whole });
  return {
    sql,
    table: reading.table.name,
    tell: ([row]) => (row?.[2] == null ? [] : [`${told} with ${part.words} (${row[0]} of ${row[1]}): ${row[2]}.`]),
  };
}
