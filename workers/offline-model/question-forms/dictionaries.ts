import { wordsOf } from '../text/words.ts';
import { headerWords } from './header-words.ts';
import type { KnownColumn, KnownTable } from './known-table.ts';
import { selectSql } from './sql.ts';

/** A table that explains the columns of another one, as the README beside a CSV does. */
const NAMES = /^(?:column|header|variable|field|name|key|term)s?(?: name)?$/i;
const EXPLAINS = /^(?:defin\w+|descriptions?|meaning|explanation|notes?|details?)$/i;
const MOST_ROWS = 200;

/** The query that reads what a dictionary of columns says; null for any other table. */
export function dictionaryQuery({ name, columns }: KnownTable): string | null {
  const [first, second] = columns;
  if (first === undefined || second === undefined || !NAMES.test(first.header.trim())) return null;
  if (!EXPLAINS.test(second.header.trim())) return null;
  return selectSql({ columns: ['*'], table: name, where: [], limit: MOST_ROWS });
}

/** Tables with what dictionaries say of their columns. Only a dictionary that names a column of a table speaks of it. */
export function explained(tables: readonly KnownTable[], rows: readonly (readonly (string | null)[])[]): KnownTable[] {
  const said = new Map<string, string>();
  for (const [name, words] of rows) {
    const key = keyOf(name ?? '');
    if (key !== '' && !said.has(key)) said.set(key, words ?? '');
  }
  return tables.map((table) => {
    if (dictionaryQuery(table) !== null) return table;
    const columns = table.columns.map((column) => withWords(column, said.get(keyOf(column.header))));
    return { ...table, columns };
  });
}

function withWords(column: KnownColumn, words: string | undefined): KnownColumn {
  if (words === undefined) return column;
  // "The team's Elo in 2015": years tell columns apart as those of headers do.
  const own = headerWords(column.header).stems;
  return {
    ...column,
    described: wordsOf(words)
      .map(({ stem }) => stem)
      .filter((stem) => !own.includes(stem)),
  };
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
