import { aggregateOf, shownColumns, shownFilters } from './aggregate.ts';
import { isOneOf } from './filters.ts';
import type { Computation, QuestionForm, Rows } from './form.ts';
import { selectSql, sqlName } from './sql.ts';
import type { Group, TableReading } from './table-reading.ts';
import { plainCell, subject, type Told, tellRows } from './telling.ts';

const COUNT_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const NUMBER = `\\d{1,2}|${COUNT_WORDS.join('|')}`;
const CUE = new RegExp(
  `\\b(?:which|what)\\s+(?:(?:is|are|was|were)\\s+the\\s+)?(?:top\\s+)?(?:(?:${NUMBER})\\s+)?|\\btop\\s+(?:${NUMBER})\\s+|\\bthe\\s+(?=\\S+ with the )`,
  'gi',
);
const UP = ['most', 'highest', 'largest', 'biggest', 'greatest', 'maximum', 'top'];
const DOWN = ['least', 'fewest', 'lowest', 'smallest', 'minimum'];
/** Superlatives that name what they compare; the column's choice takes them. */
const UP_OF = ['heaviest', 'longest', 'tallest', 'oldest', 'fastest'];
const DOWN_OF = ['cheapest', 'lightest', 'shortest', 'youngest', 'slowest'];
const OF = [...UP_OF, ...DOWN_OF, 'expensive'];
const ASKS = '(?:which|what|top)';
/** Places of a ranking that are worth reading where no number was asked for. */
const SHOWN = 12;

/** Which group has most or least of something: "Which model had the most incident minutes?", "Which offer has the lowest price?" */
export const RANKINGS: readonly QuestionForm[] = [
  ranking('rankings/most', `${ASKS}.*\\b(?:most|top)\\b`, 'desc', 'total'),
  ranking('rankings/fewest', `${ASKS}.*\\b(?:least|fewest)\\b`, 'asc', 'total'),
  ranking(
    'rankings/highest-total',
    `${ASKS}.*\\b(?:${UP.join('|')})\\b.*\\b(?:total|number|count|sum)\\b`,
    'desc',
    'total',
  ),
  ranking(
    'rankings/lowest-total',
    `${ASKS}.*\\b(?:${DOWN.join('|')})\\b.*\\b(?:total|number|count|sum)\\b`,
    'asc',
    'total',
  ),
  ranking('rankings/highest-average', `${ASKS}.*\\b(?:${UP.join('|')})\\b.*\\b(?:average|mean)\\b`, 'desc', 'average'),
  ranking('rankings/lowest-average', `${ASKS}.*\\b(?:${DOWN.join('|')})\\b.*\\b(?:average|mean)\\b`, 'asc', 'average'),
  ranking('rankings/highest', `${ASKS}.*\\b(?:${[...UP, ...UP_OF].join('|')})\\b`, 'desc', 'row'),
  ranking('rankings/lowest', `${ASKS}.*\\b(?:${[...DOWN, ...DOWN_OF].join('|')})\\b`, 'asc', 'row'),
];

type Of = 'total' | 'average' | 'row';

function ranking(name: string, pattern: string, direction: 'asc' | 'desc', of: Of): QuestionForm {
  const words = [...UP, ...DOWN, ...(of === 'average' ? ['average', 'mean'] : ['total', 'sum', 'overall'])];
  return {
    name,
    pattern: new RegExp(`\\b${pattern}`, 'is'),
    words: of === 'row' ? words.filter((word) => word !== 'total' && word !== 'sum') : words,
    compose: (reading) => composeRanking(reading, direction, of),
  };
}

function composeRanking(reading: TableReading, direction: 'asc' | 'desc', of: Of): Computation | null {
  const limit = askedLimit(reading);
  const group = reading.groupAfter(CUE, true);
  if (group === null) return null;
  const measure = reading.measure(of === 'total' ? 'sum' : 'average');
  if (measure === null && (of !== 'total' || reading.ambiguous.length > 0 || !reading.namesRows())) return null;
  reading.groupAfter(/\bby\s+/gi);
  if (measure !== null) reading.take(reading.free().filter(({ lower }) => OF.includes(lower)));
  const filters = reading.filters();
  if (filters === null || reading.leftover().length > 0 || isOneOf(group, filters)) return null;
  const aggregate = aggregateOf(of === 'average' ? 'average' : 'sum', measure);
  const isRow = of === 'row' && measure !== null;
  const value = isRow ? { sql: sqlName(measure.name), alias: sqlName(measure.header) } : aggregate;
  const shown = shownFilters(filters);
  const sql = selectSql({
    columns: [`${group.sql} as ${group.alias}`, ...shownColumns(filters), `${value.sql} as ${value.alias}`],
    table: reading.table.name,
    where: [...filters.map((filter) => filter.sql), ...(isRow ? [`${value.sql} is not null`] : [])],
    groupBy: isRow ? [] : [group.sql, ...shown],
    orderBy: [`${value.alias} ${direction}`, group.alias],
    limit,
  });
  const told: Told = {
    measure: isRow ? `Value of ${measure.header}` : aggregate.words,
    table: reading.table.name,
    filters,
  };
  const computation = {
    sql,
    table: reading.table.name,
    tell: (rows: Rows) => tellRanking(told, group, { direction, shown: limit ?? SHOWN }, rows),
  };
  return isRow ? { ...computation, doubt: (rows) => doubtAboutRows(group, rows) } : computation;
}

/** The number in "top 3" or "which two teams"; takes its word. */
function askedLimit(reading: TableReading): number | null {
  const match = new RegExp(`\\b(?:top|which|what)\\s+(?:top\\s+)?(?<n>${NUMBER})\\b`, 'i').exec(reading.question);
  const written = match?.groups?.n?.toLowerCase();
  if (match === null || written === undefined) return null;
  const end = match.index + match[0].length;
  reading.take(reading.free().filter((word) => word.end === end));
  const named = COUNT_WORDS.indexOf(written) + 1;
  return named > 0 ? named : Number(written);
}

function tellRanking(
  told: Told,
  group: Group,
  { direction, shown }: { direction: 'asc' | 'desc'; shown: number },
  rows: Rows,
): string[] {
  const best = rows[0]?.at(-1) ?? null;
  if (best === null) return [];
  const leaders = rows.filter((row) => row.at(-1) === best).map((row) => `"${row[0] ?? ''}"`);
  const rank = direction === 'desc' ? 'Highest' : 'Lowest';
  const measure = `${told.measure.charAt(0).toLowerCase()}${told.measure.slice(1)}`;
  const first = `${rank} ${subject({ ...told, measure })} by ${group.label}: ${leaders.join(' and ')} with ${plainCell(best)}.`;
  return rows.length > leaders.length || rows.length > 1 ? [first, ...tellRows(told, group, rows, shown)] : [first];
}

/** "The lowest price of an offer" needs one price an offer; with several it could mean their total or one of them. */
function doubtAboutRows(group: Group, rows: Rows): string | null {
  const names = rows.map((row) => row[0]);
  if (new Set(names).size === names.length) return null;
  return `"${group.label}" has more than one row for a value, so that highest or lowest could mean a row or a total`;
}
