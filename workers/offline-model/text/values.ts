import { stemmer } from 'stemmer';

/** A number or date of a text, in a form in which equal values are equal strings. */
export interface Value {
  kind: 'number' | 'date';
  /** `922000`, `14.2`, `2026-12-07`, `12-07`. */
  value: string;
  /** Stem of the word or sign after a number; empty where there is none, and for dates. */
  unit: string;
  start: number;
  end: number;
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
/** The names of the months as one regular expression's choice. */
export const MONTH_NAMES = MONTHS.join('|');
const MONTH = `(?:${MONTHS.join('|')})`;
const DATES = [
  new RegExp(`\\b(?<day>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<month>${MONTH})(?:,? (?<year>\\d{4}))?\\b`, 'giu'),
  new RegExp(`\\b(?<month>${MONTH}) (?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\\d{4}))?\\b`, 'giu'),
  new RegExp(`\\b(?<month>${MONTH}) (?<year>\\d{4})\\b`, 'giu'),
  /\b(?<year>\d{4})-(?<month>\d{2})(?:-(?<day>\d{2}))?\b/gu,
];
const NUMBER =
  /(?<![\p{L}\p{N}_.-]|\d,)([$€£])?\s?(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s?(K|M|%|€|\$|£)?(?![\p{L}\p{N}])(?:\s*([\p{L}][\p{L}²³/]*))?/gu;
const NUMBER_WORDS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** The number of a month's name or of two digits, 1 to 12; null where it is neither. */
export function monthNumber(written: string): number | null {
  const named = MONTHS.indexOf(written.toLowerCase()) + 1;
  const number = named > 0 ? named : Number(written);
  return Number.isInteger(number) && number >= 1 && number <= 12 ? number : null;
}

const twoDigits = (value: number | string): string => String(Number(value)).padStart(2, '0');

function dateOf(groups: Record<string, string | undefined>): string {
  const parts = [groups.year, monthNumber(groups.month ?? ''), groups.day];
  return parts.flatMap((part) => (part === undefined || part === null ? [] : [twoDigits(part)])).join('-');
}

/** Numbers and dates of a text. Names that hold digits (gpt-5.4, p95) are words, not values. */
export function valuesOf(text: string): Value[] {
  const values: Value[] = [];
  const isFree = (start: number, end: number): boolean => !values.some((one) => one.start < end && start < one.end);
  for (const pattern of DATES)
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (isFree(match.index, end))
        values.push({ kind: 'date', value: dateOf(match.groups ?? {}), unit: '', start: match.index, end });
    }
  for (const match of text.matchAll(NUMBER)) {
    const end = match.index + match[0].length;
    if (isFree(match.index, end)) values.push(numberOf(match, end));
  }
  return values.sort((a, b) => a.start - b.start);
}

function numberOf(match: RegExpExecArray, end: number): Value {
  const [, currency, digits = '', suffix = '', word = ''] = match;
  const scale = suffix === 'K' ? 1_000 : suffix === 'M' ? 1_000_000 : 1;
  const sign = currency ?? (/[%€$£]/.test(suffix) ? suffix : '');
  const start = match.index;
  return {
    kind: 'number',
    value: String(plainNumber(digits) * scale),
    unit: sign || stemmer(word.toLowerCase()),
    start,
    end,
  };
}

/** A comma before exactly three digits groups thousands, any other is a decimal one. */
function plainNumber(digits: string): number {
  const isGrouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits);
  return Number(isGrouped ? digits.replaceAll(',', '') : digits.replace(',', '.'));
}

/** Whether a text names a quantity, in digits or as a number word. */
export function namesQuantity(text: string): boolean {
  return /\d/.test(text) || new RegExp(`\\b(?:${NUMBER_WORDS.join('|')}|none|no|half|twice)\\b`, 'i').test(text);
}

const TIMES = [
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b/i,
  new RegExp(
    `\\b(?:\\d+|${NUMBER_WORDS.join('|')}|next|last|every|each|within an?) (?:hour|day|week|month|quarter|year)s?\\b`,
    'i',
  ),
  new RegExp(`\\b${MONTH}\\b`, 'i'),
];

/** Whether a text names a date, a month, a weekday, a year, a time of day or a span of days. */
export function namesTime(text: string): boolean {
  return TIMES.some((form) => form.test(text));
}
