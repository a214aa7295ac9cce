import type { RecordedQuery } from './evidence.ts';

type Query = Pick<RecordedQuery, 'sql' | 'columns' | 'tables'>;

/** What SQL says itself, beside columns and literals. */
const KEYWORDS =
  /^(?:select|from|where|group|order|by|having|limit|offset|as|and|or|not|in|is|null|like|ilike|between|case|when|then|else|end|distinct|all|on|join|left|right|inner|outer|cross|full|using|union|with|over|partition|asc|desc|nulls|first|last|cast|try_cast|filter|true|false|sum|count|avg|min|max|median|round|abs|lower|upper|trim|coalesce|strftime|date_trunc|extract|arg_max|arg_min|double|decimal|integer|bigint|varchar|date|timestamp|interval|exists|any|values|qualify)$/i;

/** Digits that may be a year. */
export const YEAR_DIGITS = /(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)/g;

function withoutLiterals(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, ' ');
}

/** A column's name as words: `column_4_2015_murders` is `column 4 2015 murders`. */
function asWords(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The words of the columns that a query reads and gives: names of its result and of its SQL, tables and words of SQL left out. */
export function columnWords({ sql, columns, tables }: Query): string {
  const bare = withoutLiterals(sql);
  const quoted = [...bare.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  const plain = bare.replace(/"[^"]*"/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  const known = new Set(tables);
  const names = [...columns, ...quoted, ...plain.filter((word) => !KEYWORDS.test(word))];
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map(asWords)
    .join(' ; ');
}

/** What a query filters by: its literals in quotation marks, and the numbers of its conditions, not those that cut or compute. */
export function filterLiterals({ sql }: Pick<RecordedQuery, 'sql'>): string {
  const text = [...sql.matchAll(/'((?:[^']|'')*)'/g)].map((match) =>
    (match[1] ?? '').replaceAll('%', ' ').replaceAll("''", "'"),
  );
  const bare = withoutLiterals(sql).replace(/\b(?:limit|offset)\s+\d+/gi, ' ');
  const from = bare.search(/\b(?:where|having|filter|when)\b/i);
  const compared =
    from < 0
      ? []
      : [...bare.slice(from).matchAll(/(?:[=<>(,]|\bbetween\b|\band\b)\s*(-?\d+(?:\.\d+)?)(?![\w.]|\s*[-+*/])/gi)].map(
          (match) => `in ${match[1]}`,
        );
  return [...text, ...compared].join(' ; ');
}
