import { type Naming, namingOf, tellingStems } from './column-names.ts';
import type { Filter } from './filters.ts';
import type { Computation, QuestionForm, Rows } from './form.ts';
import { type KnownColumn, labelColumn } from './known-table.ts';
import { selectSql, sqlName, sqlText } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { plainCell, subject } from './telling.ts';

/** More values than this are a table to look at, not an answer. */
const MOST_VALUES = 12;
/** Less of a header than this is another column's name. */
const FEWEST_NAMED = 0.5;
const DESCRIBES = /\b(?:description|purpose|meaning)\b/i;
const GENERIC = /^(?:values?|amount|figure|result|total|column_\d+)$/i;
const HOW = /\bhow (?:high|low|large|big|small|great|long|old|heavy|tall|fast|far|wide|deep|much)$/i;
const COMPUTES =
  /\b(?:how many|total|sum|average|mean(?= \w)|(?:the|a) (?:number|count) of|per|each|every|altogether|more|less|fewer)\b/i;

/** The cells of the rows that a question names: "What is the unit price of the benches?", "Who is the head of Parks?" */
export const CELLS: readonly QuestionForm[] = [
  {
    name: 'cells/value',
    pattern: new RegExp(`^(?!.*${COMPUTES.source}).`, 'is'),
    words: ['value', 'figure'],
    compose: composeCell,
  },
  {
    // "How many employees are there?" over a sheet of items and their values.
    name: 'cells/how-many',
    pattern: /\bhow many\b/i,
    words: ['number'],
    compose: (reading) =>
      reading.table.columns.length === 2 || hasMarkedNumbers(reading) ? composeCell(reading) : null,
  },
];

/** Whether a named column holds numbers beside marks such as `**`, so that it is text and none can be added up. */
function hasMarkedNumbers(reading: TableReading): boolean {
  const free = reading.free();
  return reading.table.columns.some(
    (column) =>
      column.type === 'text' &&
      column.isMachine === true &&
      (namingOf(column, free)?.share ?? 0) >= FEWEST_NAMED &&
      column.sample.every((cell) => !/\p{L}{3}/u.test(cell)),
  );
}

function composeCell(reading: TableReading): Computation | null {
  const filters = reading.filters();
  if (filters === null || !filters.some(({ values }) => values.length > 0)) return null;
  const target = targetColumn(reading, filters);
  takeKinds(reading, filters);
  // "How high was the rate": the column says what is high.
  reading.take(
    reading
      .free()
      .filter((word) => HOW.test(reading.question.slice(0, word.end)) || /^(?:mean|stand)s?$/.test(word.lower)),
  );
  if (target === null || reading.leftover({ withoutSubjects: true }).length > 0) return null;
  const sql = selectSql({
    columns: [
      ...[...new Set(filters.map(({ column }) => sqlName(column.name)))].filter(
        (name) => name !== sqlName(target.name),
      ),
      valuesEach(reading.table.name, target, filters),
      // A number in a header ("3-Year-Old Cohort") is told, so that the result holds it as well.
      ...(/(?<!\d)(?!(?:19|20)\d{2}(?!\d))\d/.test(target.header) ? [`${sqlText(target.header)} as "Column"`] : []),
      `${sqlName(target.name)} as ${sqlName(target.header)}`,
    ],
    distinct: true,
    table: reading.table.name,
    where: [...filters.map((filter) => filter.sql), `${sqlName(target.name)} is not null`],
    orderBy: ['1', sqlName(target.header)],
    limit: MOST_VALUES + 1,
  });
  const told = subject({ measure: target.header, table: reading.table.name, filters });
  return {
    sql,
    table: reading.table.name,
    tell: (rows) => (rows.length === 0 || rows.length > MOST_VALUES ? [] : [`${told}: ${valuesOf(rows)}.`]),
    doubt: (rows) => doubtAbout(rows, target, filters) ?? doubtAboutKey(rows, target, filters, reading),
  };
}

function valuesOf(rows: Rows): string {
  return [...new Set(rows.map((row) => plainCell(row.at(-1) ?? '')))].join('; ');
}

const EACH = 'values_each';

/** How many values of the target one value of the filtered columns has at most, over the whole table. */
function valuesEach(table: string, target: KnownColumn, filters: readonly Filter[]): string {
  const columns = [...new Set(filters.map(({ column }) => sqlName(column.name)))].join(', ');
  const each = `select count(distinct ${sqlName(target.name)}) as n from ${sqlName(table)} group by ${columns}`;
  return `(select max(n) from (${each})) as ${EACH}`;
}

/**
 * One city of a country says when that city was founded, not the country: what the question names must be what the rows are about, unless it
 * asks for these.
 */
function doubtAboutKey(
  rows: Rows,
  target: KnownColumn,
  filters: readonly Filter[],
  { table }: TableReading,
): string | null {
  const each = rows[0]?.at(new Set(filters.map(({ column }) => column.name)).size) ?? 1;
  const isKey = Number(each) <= 1 || rows.length > 1;
  const label = labelColumn(table);
  if (isKey || target === label || filters.some(({ column }) => column === label)) return null;
  return `"${target.header}" is not told of ${filters.map(({ column }) => `"${column.header}"`).join(' and ')}`;
}

/** Several numbers for one thing could mean any of them. */
function doubtAbout(rows: Rows, { header, type }: KnownColumn, filters: readonly Filter[]): string | null {
  const isMany = filters.some(({ values }) => values.length > 1);
  if (rows.length > MOST_VALUES) return `more than ${MOST_VALUES} values of "${header}" fit`;
  if (isMany || rows.length < 2 || !/^(?:integer|decimal)$/.test(type)) return null;
  return `${rows.length} values of "${header}" fit, and the question does not say which`;
}

const KINDS =
  /^(?:task|activity|action|event|project|rating|score|level|money|indicator|column|option|setting|parameter|field|variable|item|command|key|product|part|company|machine|device|file|function|method|property|series|dataset|error|warning|code)s?$/;

/** "The option poll_interval": what kind of thing a value is says nothing more. */
function takeKinds(reading: TableReading, filters: readonly Filter[]): void {
  if (filters.length > 0) reading.take(reading.free().filter((word) => KINDS.test(word.lower)));
}

/** The one column that the question asks for; takes its words. */
function targetColumn(reading: TableReading, filters: readonly Filter[]): KnownColumn | null {
  const { columns } = reading.table;
  const rest = columns.filter((column) => !filters.some((filter) => filter.column === column));
  const free = reading.free();
  const fitting = rest.flatMap((column) => namingOf(column, free) ?? []).filter(isNamedEnough);
  const named = preferred(fitting, reading);
  const best = Math.max(0, ...named.map(rank));
  const winners = named.filter((one) => rank(one) === best);
  const [winner] = winners;
  if (winner !== undefined) {
    if (winners.length > 1) return null;
    reading.take(winner.words);
    reading.fit = winner.share;
    return winner.column;
  }
  const described = rest.find((column) => DESCRIBES.test(column.header));
  if (/\bdo\W*$/.test(reading.question) && described !== undefined) return described;
  // "Rated power: 1,450 W": what is named is the row; the table has nothing else to say of it.
  const [only] = columns.length === 2 ? rest : rest.filter((column) => GENERIC.test(column.header.trim()));
  if (only === undefined || tellingStems(only).length > 2) return null;
  return only;
}

/** Where several columns are named: a time where the question asks when, and else none that the table itself is called by. */
function preferred(named: readonly Naming[], { question, table }: TableReading): readonly Naming[] {
  const times = named.filter(({ column }) => /^(?:date|timestamp)$/.test(column.type));
  if (/^\W*(?:when|since when|until when)\b/i.test(question) && times.length > 0) return times;
  const others = named.filter(({ column }) => !tellingStems(column).every((stem) => table.stems.has(stem)));
  return others.length > 0 ? others : named;
}

/** A column headed by a year alone is named by it. */
function isNamedEnough({ share, count, column, explained }: Naming): boolean {
  return share >= FEWEST_NAMED || tellingStems(column).length === 0 || explained > count;
}

function rank({ share, count, explained, column }: Naming): number {
  return (column.described === undefined ? 0 : explained * 1_000) + share * 100 + count + 1;
}
