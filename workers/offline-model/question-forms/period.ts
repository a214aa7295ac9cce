import { monthNumber } from '../text/values.ts';
import type { KnownColumn, KnownTable } from './known-table.ts';
import { sqlName, sqlText } from './sql.ts';

/** A time that a question names: `year` or `month` null where it does not say. */
export interface Period {
  year: string | null;
  month: string | null;
  start: number;
  end: number;
}

const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december';
const FORMS = [
  new RegExp(`\\b(?<month>${MONTH})\\s+(?<year>(?:19|20)\\d{2})\\b`, 'gi'),
  /\b(?<year>(?:19|20)\d{2})-(?<month>\d{2})\b(?!-)/g,
  // "May" and "March" are months only with a capital, as in every text.
  new RegExp(`\\b(?<month>${MONTH.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())})\\b`, 'g'),
  /\b(?<year>(?:19|20)\d{2})\b(?!-)/g,
];

/** The months and years that a text names, in order. */
export function periodsOf(text: string): Period[] {
  const periods: Period[] = [];
  for (const form of FORMS)
    for (const match of text.matchAll(form)) {
      const end = match.index + match[0].length;
      if (periods.some((one) => one.start < end && match.index < one.end)) continue;
      const number = monthNumber(match.groups?.month ?? '');
      const month = number === null ? null : String(number).padStart(2, '0');
      periods.push({ year: match.groups?.year ?? null, month, start: match.index, end });
    }
  return periods.sort((a, b) => a.start - b.start);
}

/** The column that says when: the only date, the only text of months such as 2026-05, or the only column of years; null where there is none or more than one. */
export function timeColumn(table: KnownTable): KnownColumn | null {
  const dates = table.columns.filter((column) => column.type === 'date' || column.type === 'timestamp');
  const months = table.columns.filter((column) => isMonthText(column));
  const years = table.columns.filter(isYear);
  const [only, ...others] = [...dates, ...months, ...(dates.length + months.length === 0 ? years : [])];
  return only !== undefined && others.length === 0 ? only : null;
}

/** Whether a column holds years as numbers. */
function isYear(column: KnownColumn): boolean {
  return column.type === 'integer' && column.header.trim().toLowerCase() === 'year';
}

/** Whether a column holds months as text. */
export function isMonthText(column: KnownColumn): boolean {
  return (
    column.type === 'text' && column.sample.length > 0 && column.sample.every((cell) => /^\d{4}-\d{2}$/.test(cell))
  );
}

/** The condition for a period of which the year is known, with its words; null where the year is missing. */
export function periodCondition(column: KnownColumn, period: Period): { sql: string; words: string } | null {
  const { year, month } = period;
  if (year === null) return null;
  if (isYear(column))
    return month === null ? { sql: `${sqlName(column.name)} = ${year}`, words: `${column.header} is ${year}` } : null;
  const text = isMonthText(column) ? sqlName(column.name) : `strftime(${sqlName(column.name)}, '%Y-%m')`;
  if (month === null) return { sql: `${text} like ${sqlText(`${year}-%`)}`, words: `${column.header} lies in ${year}` };
  const value = `${year}-${month}`;
  const words = isMonthText(column) ? `${column.header} is "${value}"` : `${column.header} lies in ${value}`;
  return { sql: `${text} = ${sqlText(value)}`, words };
}
