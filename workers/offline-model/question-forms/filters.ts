import { asRead } from '../../../contract/draft/as-read.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Word, wordsOf } from '../text/words.ts';
import type { KnownColumn } from './known-table.ts';
import { isNeutral } from './neutral-words.ts';
import { isMonthText, periodCondition, periodsOf, timeColumn } from './period.ts';
import { wordsNamingShort } from './row-keys.ts';
import { sqlName, sqlText } from './sql.ts';
import type { TableReading } from './table-reading.ts';

/** A condition on rows. */
export interface Filter {
  column: KnownColumn;
  sql: string;
  /** In words, as in `model is "gpt-5.4"`. */
  words: string;
  /** The values asked for, in the question's order; empty for a span of time. */
  values: readonly string[];
}

interface Match {
  column: KnownColumn;
  value: string;
  words: readonly Word[];
}

/** Finds the values and times that a question names in a table, and takes their words. Null where a value could be of two columns. */
export function findFilters(reading: TableReading): Filter[] | null {
  const times = timeFilters(reading);
  const matches = valueMatches(reading);
  if (matches === null) return null;
  const byColumn = new Map<KnownColumn, Match[]>();
  for (const match of matches) {
    reading.take(match.words);
    byColumn.set(match.column, [...(byColumn.get(match.column) ?? []), match]);
  }
  const named = [...byColumn].map(([column, found]) => valueFilter(column, found));
  for (const column of byColumn.keys()) reading.take(reading.free().filter((word) => column.stems.includes(word.stem)));
  return [...named, ...times];
}

/** Whether only one value is left of what to group by: "the destination with most flights from ATL" is not the destination ATL. */
export function isOneOf({ column }: { column: KnownColumn }, filters: readonly Filter[]): boolean {
  return filters.some((filter) => filter.column === column && filter.values.length === 1);
}

function valueFilter(column: KnownColumn, found: readonly Match[]): Filter {
  const ordered = [...found].sort((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0));
  const values = [...new Set(ordered.map(({ value }) => value))];
  const [only] = values;
  if (values.length === 1 && only !== undefined)
    return {
      column,
      sql: `${sqlName(column.name)} = ${sqlText(only)}`,
      words: `${column.header} is "${only}"`,
      values,
    };
  const sql = `${sqlName(column.name)} in (${values.map(sqlText).join(', ')})`;
  return { column, sql, words: `${column.header} is ${values.map((value) => `"${value}"`).join(' or ')}`, values };
}

function timeFilters(reading: TableReading): Filter[] {
  const column = timeColumn(reading.table);
  if (column === null) return [];
  const filters: Filter[] = [];
  for (const period of periodsOf(reading.question)) {
    const words = reading.free().filter((word) => word.start >= period.start && word.end <= period.end);
    if (words.length === 0) continue;
    // A month without its year is clear where the column has only one year's.
    const known = reading.values.filter((one) => one.column === column.name && one.value.endsWith(`-${period.month}`));
    const years = [...new Set(known.map((one) => one.value.slice(0, 4)))];
    const year = period.year ?? (isMonthText(column) && years.length === 1 ? (years[0] ?? null) : null);
    const condition = periodCondition(column, { ...period, year });
    if (condition === null) continue;
    reading.take(words);
    // A column of years holds the one asked for.
    const isOne = year !== null && period.month === null && column.type === 'integer';
    filters.push({ column, ...condition, values: isOne ? [year] : [] });
  }
  // Two times at once is a span or a choice, which no form knows: their words are left over.
  return filters.length > 1 ? [] : filters;
}

function valueMatches(reading: TableReading): Match[] | null {
  const free = reading.free();
  const candidates: Match[] = [];
  for (const column of reading.table.columns) {
    const looked = reading.values.filter((one) => one.column === column.name).map((one) => one.value);
    const sampled = column.type === 'text' ? column.sample : [];
    const values = [...new Set([...looked, ...sampled])];
    const whole = values.flatMap((value) => {
      const words = wordsNaming(value, free, column);
      return words === null ? [] : [{ column, value, words }];
    });
    candidates.push(...whole, ...(whole.length > 0 ? [] : namedForShort(values, free, column)));
  }
  return chosenMatches(candidates, reading);
}

/** The values of a column that are named for short, where no other one could be meant. */
function namedForShort(values: readonly string[], free: readonly Word[], column: KnownColumn): Match[] {
  if (column.type !== 'text') return [];
  const found = values.flatMap((value) => {
    const words = wordsNamingShort(value, free);
    return words === null ? [] : [{ column, value, words }];
  });
  const longest = Math.max(0, ...found.map(({ words }) => words.length));
  const best = found.filter(({ words }) => words.length === longest);
  return best.length === 1 ? best : [];
}

function chosenMatches(candidates: readonly Match[], reading: TableReading): Match[] | null {
  const chosen: Match[] = [];
  const longestFirst = [...candidates].sort((a, b) => b.words.length - a.words.length);
  const stems = new Set(reading.free().map((word) => word.stem));
  for (const match of longestFirst) {
    const rivals = chosen.filter((one) => one.words.some((word) => match.words.includes(word)));
    const equal = rivals.find((one) => one.words.length === match.words.length && one.column !== match.column);
    if (rivals.length === 0) chosen.push(match);
    else if (equal !== undefined) {
      const isNamed = (one: Match): boolean => one.column.stems.some((stem) => stems.has(stem));
      if (isNamed(match) === isNamed(equal)) return null;
      if (isNamed(match)) chosen.splice(chosen.indexOf(equal), 1, match);
    }
  }
  return chosen;
}

/** The words of a question that name a value: in a row, equal or of the same stem; null where it is not named. */
function wordsNaming(value: string, free: readonly Word[], column: KnownColumn): Word[] | null {
  // Of an anchor or a link its words count.
  const wanted = wordsOf(asRead(value.replace(/<[^>]*>/g, ' ')).replace(/^\s*(?:total )?number of\s+/i, ''));
  if (wanted.length === 0 || wanted.every((word) => isStopWord(word.lower) && value.length > 1)) return null;
  for (let at = 0; at + wanted.length <= free.length; at += 1) {
    const words = free.slice(at, at + wanted.length);
    if (words.every((word, index) => isNamedBy(word, wanted[index], value, free, column))) return words;
  }
  return wordsInAnyOrder(wanted, free);
}

/** The words that name a longer value in another order or with little words between: "the repair of the gate" names "Repair gate". */
function wordsInAnyOrder(wanted: readonly Word[], free: readonly Word[]): Word[] | null {
  const telling = wanted.filter((word) => !isStopWord(word.lower));
  if (telling.length < 2) return null;
  const words = telling.flatMap((one) => free.find((word) => word.stem === one.stem) ?? []);
  if (words.length < telling.length) return null;
  // "Rent or mortgage" is `Rent/mortgage`.
  const [start, end] = [Math.min(...words.map((word) => word.start)), Math.max(...words.map((word) => word.start))];
  const between = free.filter((word) => word.start > start && word.start < end && /^(?:and|or)$/.test(word.lower));
  return [...words, ...between];
}

function isNamedBy(
  word: Word,
  wanted: Word | undefined,
  value: string,
  free: readonly Word[],
  column: KnownColumn,
): boolean {
  if (wanted === undefined) return false;
  // A letter is a value only as written and where its column is named too: "offers A and B".
  if (value.length === 1) return word.text === value && word.start > 0 && isHeaderNamed(free, column);
  if (isNeutral(word)) return word.lower === wanted.lower;
  return word.lower === wanted.lower || word.stem === wanted.stem;
}

function isHeaderNamed(free: readonly Word[], column: KnownColumn): boolean {
  return free.some((word) => column.stems.includes(word.stem));
}
