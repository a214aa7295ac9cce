import { datesIn } from './calendar-date.ts';
import type { CheckedWords, CitedWords } from './claim-fault.ts';
import { type Decimal, parseDecimal } from './decimal.ts';
import { MOST_QUERY_ROWS } from './evidence.ts';
import { columnWords, filterLiterals } from './query-words.ts';
import { type HeadedCell, headedCells, isRow, otherRows, rowOf } from './table-row.ts';
import { contentOf, stemSet, tokensOf } from './words.ts';

/** A row of a cited table or result, its cells under their headers. */
export type FactRow = readonly HeadedCell[];

/** What the tables and queries that a claim cites hold. */
export interface TableFacts {
  /** Rows that are cited, and those that stand beside them in their passages. */
  rows: FactRow[];
  /** SQL of the cited queries without what only leaves empty cells out; empty where none is cited. */
  sql: string;
  /** Whether no row of the table or result is missing here. */
  isWhole: boolean;
  /** Cells, headers, names and words that the claim may take its own from. */
  words: string;
  /** What was measured: headers of amounts, names of the tables and files. */
  measures: string;
  /** Cells, headers, conditions and prose one by one, for looking up what denies or plans. */
  said: string[];
}

const NUMERIC = /^[-+]?[$€£]?\s?\d[\d,. ]*\s?(?:%|[$€£])?$/;

/** A cell that is nothing but a number, read exactly; null of any other. */
export function cellNumber(text: string): Decimal | null {
  const trimmed = text.trim();
  if (!NUMERIC.test(trimmed)) return null;
  const bare = trimmed.replace(/[$€£%\s]/g, '');
  return parseDecimal(/^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare);
}

/** Whether a cell tells a year or another time rather than an amount. */
export function isTime({ text, header }: HeadedCell): boolean {
  const isYear = /^(?:1[5-9]|20|21)\d\d$/.test(text.trim()) && (header === '' || /year|date|time|since/i.test(header));
  return isYear || (cellNumber(text) === null && datesIn(text).length > 0);
}

/** Whether a cell names what its row is about. */
export function isLabel(cell: HeadedCell): boolean {
  return cell.text.trim() !== '' && cellNumber(cell.text) === null && !isTime(cell);
}

function isTable(one: CitedWords): boolean {
  return one.query !== null || isRow(rowOf(one), one.tabular);
}

function rowsOf(one: CitedWords): FactRow[] {
  if (one.query !== null) {
    const { columns, rows } = one.query;
    const names = columns.map((name) => name.replaceAll('_', ' '));
    return rows.map((row) => row.map((cell, at) => ({ text: cell ?? '', header: names[at] ?? '' })));
  }
  const line = rowOf(one);
  const header = headedCells(line, one).map((cell) => cell.header);
  const beside = otherRows(line, one)
    .map((other) => headedCells(other, one))
    .filter((cells) => cells.length === header.length && cells.some(({ text }, at) => text !== header[at]));
  return [headedCells(line, one), ...beside];
}

/** The tables that a claim rests on; null where it cites none. */
export function tableFacts({ cited }: CheckedWords): TableFacts | null {
  const tables = cited.filter(isTable);
  if (tables.length === 0) return null;
  const queries = cited.flatMap(({ query }) => query ?? []);
  // Two cited rows of one passage stand beside one another in both.
  const rows = [...new Map(tables.flatMap(rowsOf).map((row) => [JSON.stringify(row), row])).values()];
  const own = tables.flatMap((one) => rowsOf(one).slice(0, one.query === null ? 1 : undefined));
  const cells = own.flat().flatMap(({ text, header }) => [text, header]);
  const prose = cited.filter((one) => !isTable(one)).map(({ quote }) => quote);
  const asked = queries.flatMap((query) => [...filterLiterals(query).split(' ; '), ...columnWords(query).split(' ; ')]);
  const around = cited.flatMap(({ headings, title }) => [...headings, title]);
  const names = queries.flatMap(({ tables: read, sql }) => [...read, sql]);
  return {
    rows,
    sql: queries.map(({ sql }) => sql.replace(/\bis not null\b/gi, ' ')).join('\n'),
    // A passage of a file holds some rows of its table, a table in a text stands there whole.
    isWhole: tables.every(({ query, tabular, quote }) =>
      query === null ? !tabular : query.rows.length < MOST_QUERY_ROWS && !/; and \d+ more rows$/.test(quote),
    ),
    words: [...cells, ...prose, ...asked, ...around, ...names].join('\n').replaceAll('_', ' '),
    measures: [measureWords(rows), ...queries.flatMap((query) => query.tables), ...cited.map(({ title }) => title)]
      .join('\n')
      .replaceAll('_', ' '),
    said: [...cells, ...prose, ...asked, ...around].map((text) => text.replaceAll('_', ' ')),
  };
}

/** The rows that a part of a claim names by their labels and times: those of which it names the most. Empty where it names none by label. */
export function rowsNamedIn(part: string, times: string, rows: readonly FactRow[]): FactRow[] {
  const stems = stemSet(part);
  const years = new Set(times.match(/\b(?:1[5-9]|20|21)\d\d\b/g) ?? []);
  const count = (row: FactRow): number =>
    row.filter((cell) => {
      const words = isLabel(cell) ? contentOf(tokensOf(cell.text)) : [];
      return words.length > 0 && words.every(({ stem }) => stems.has(stem));
    }).length;
  const fits = rows.filter((row) => {
    const own = row.filter(isTime).flatMap(({ text }) => text.match(/\b(?:1[5-9]|20|21)\d\d\b/g) ?? []);
    return years.size === 0 || own.length === 0 || own.some((year) => years.has(year));
  });
  const most = Math.max(0, ...fits.map(count));
  return most === 0 ? [] : fits.filter((row) => count(row) === most);
}

/** The header of the one column of amounts that a claim can mean; null where several fit or none does. */
export function measureOf(claim: string, rows: readonly FactRow[]): string | null {
  const said = stemSet(claim);
  const headers = [
    ...new Set(
      rows.flatMap((row) =>
        row
          .filter((cell) => cellNumber(cell.text) !== null && !isTime(cell) && cell.header !== 'values each')
          .map(({ header }) => header),
      ),
    ),
  ];
  const named = headers.filter((header) => contentOf(tokensOf(header)).some(({ stem }) => said.has(stem)));
  const counts = headers.filter((header) => /^(?:n|cnt|count|count\b.*|number of .*)$/i.test(header));
  const fitting = named.length > 0 ? named : counts.length === 1 ? counts : headers;
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** What the amounts of some rows are called: headers of their columns. */
export function measureWords(rows: readonly FactRow[]): string {
  const amounts = rows.flat().filter((cell) => cellNumber(cell.text) !== null && !isTime(cell));
  return amounts.map(({ header }) => header).join('\n');
}

/** The amount of a row in a column; null where it has none. */
export function amountOf(row: FactRow, header: string): { value: Decimal; text: string } | null {
  const cell = row.find((one) => one.header === header && cellNumber(one.text) !== null);
  const value = cell === undefined ? null : cellNumber(cell.text);
  return cell === undefined || value === null ? null : { value, text: cell.text.trim() };
}
