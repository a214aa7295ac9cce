import { wordsOf } from '../text/words.ts';
import { compute, QUESTION_FORMS } from './compute.ts';
import { type FoundValue, isName, type KnownTable } from './known-table.ts';
import { isNeutral } from './neutral-words.ts';
import { isMonthText, periodsOf } from './period.ts';
import { sqlName, sqlText } from './sql.ts';

const MAX_TABLES = 8;
/** Words that say how to compute; no value is looked for by them. */
const FORM_WORDS = new Set([
  ...QUESTION_FORMS.flatMap((form) => form.words),
  'each',
  'every',
  'per',
  'between',
  'than',
]);

/** A query for the values of a table that a question may name; its rows are column name and value. */
export interface LookUp {
  table: string;
  sql: string;
}

/** Queries that look for the question's words among the tables' values: samples hold only a few of them. */
export function lookUps(question: string, tables: readonly KnownTable[]): LookUp[] {
  if (!QUESTION_FORMS.some((form) => form.pattern.test(question))) return [];
  // Where every word is explained without any value, none can change the answer. A sample's value may stand in another column too.
  const bare = tables.map((table) => ({ ...table, columns: table.columns.map((one) => ({ ...one, sample: [] })) }));
  if (compute(question, bare, []).kind === 'computation') return [];
  return tables
    .map((table) => ({ table, named: namedWords(question, table) }))
    .sort((one, other) => other.named - one.named)
    .slice(0, MAX_TABLES)
    .map(({ table }) => table)
    .flatMap((table) => {
      const selects = selectsFor(question, table);
      const sql = `${selects.join(' union all ')} order by 1, 2 limit 100`;
      return selects.length === 0 ? [] : [{ table: table.name, sql }];
    });
}

/** How many words of the question name the table or one of its columns. */
function namedWords(question: string, table: KnownTable): number {
  const known = new Set([...table.stems, ...table.columns.flatMap((column) => column.stems)]);
  return wordsOf(question).filter((word) => !isNeutral(word) && known.has(word.stem)).length;
}

function selectsFor(question: string, table: KnownTable): string[] {
  const known = new Set([...table.stems, ...table.columns.flatMap((column) => column.stems)]);
  const words = wordsOf(question).filter(
    (word) => word.start > 0 && !isNeutral(word) && !known.has(word.stem) && !FORM_WORDS.has(word.lower),
  );
  const patterns = [...new Set(words.map((word) => `%${commonStart(word.lower, word.stem)}%`))];
  const months = periodsOf(question).flatMap(({ month }) => (month === null ? [] : [`%-${month}`]));
  return table.columns.flatMap((column, index) => {
    // Of a sheet of items and values one long item says nothing of the others.
    const isItem = index === 0 && table.columns.length === 2 && column.type === 'text';
    const wanted = isMonthText(column) ? months : isName(column) || isItem ? patterns : [];
    if (wanted.length === 0) return [];
    const name = sqlName(column.name);
    const matches = wanted.map((pattern) => `lower(${name}) like ${sqlText(pattern)}`);
    return [
      `select distinct ${sqlText(column.name)} as "column", ${name} as "value" from ${sqlName(table.name)} where ${matches.join(' or ')}`,
    ];
  });
}

/** What word and stem begin with alike: "estimates" and its stem meet "estimate" there. */
function commonStart(lower: string, stem: string): string {
  let length = 0;
  while (length < stem.length && stem[length] === lower[length]) length += 1;
  return lower.slice(0, Math.max(length, 1)).replaceAll('%', '');
}

/** The values that a look-up's rows name. */
export function valuesFound(table: string, rows: readonly (readonly (string | null)[])[]): FoundValue[] {
  return rows.flatMap(([column, value]) => (column == null || value == null ? [] : [{ table, column, value }]));
}
