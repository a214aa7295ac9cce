import { countsBehind } from './counted-noun.ts';
import { withoutLineBreaks } from './line-breaks.ts';
import { remembered } from './remembered.ts';

/** A date, a month, a year, a quarter or a time of day as a text writes it: what it does not say is null. */
export interface WrittenDate {
  text: string;
  year: number | null;
  month: number | null;
  day: number | null;
  /** 1 to 4. */
  quarter: number | null;
  /** 1 or 2. */
  half: number | null;
  /** 0 for Sunday. */
  weekday: number | null;
  /** `14:00`. */
  time: string | null;
  /** The last year of what may be a range of years, 2007 in `2005-07`, which as well may be a month. */
  through: number | null;
  /** Whether a slash leaves open which of its numbers is the month. */
  ambiguous: boolean;
  start: number;
  end: number;
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const MONTH =
  '(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const YEAR = '(?<year>1[5-9]\\d\\d|20\\d\\d|21\\d\\d)';
const DAY = '(?<day>0?[1-9]|[12]\\d|3[01])';
const BEFORE_MONTH = 'in since until by of from to and early mid late last next during for through before after between'
  .split(' ')
  .flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)])
  .join('|');
const FORMS: RegExp[] = [
  new RegExp(`(?<![\\d.-])${YEAR}-(?<month>0[1-9]|1[0-2])(?:-${DAY})?(?![\\d-])`, 'gu'),
  new RegExp(`(?<![\\d./])${DAY}\\.(?<month>0?[1-9]|1[0-2])\\.${YEAR}(?!\\d)`, 'gu'),
  new RegExp(`(?<![\\d./])(?<first>0?[1-9]|[12]\\d|3[01])/(?<second>0?[1-9]|[12]\\d|3[01])/${YEAR}(?!\\d)`, 'gu'),
  new RegExp(`\\b${DAY}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? ${YEAR})?\\b`, 'giu'),
  new RegExp(`\\b${MONTH} ${DAY}(?:st|nd|rd|th)?(?!\\d)(?:,? ${YEAR}\\b)?`, 'giu'),
  new RegExp(`\\b${MONTH}(?:,)? (?:of )?${YEAR}\\b`, 'giu'),
  new RegExp(`\\bQ(?<quarter>[1-4])(?:[ ,/-]*(?:of )?(?:FY ?)?${YEAR})?(?!\\d)`, 'gu'),
  new RegExp(`\\b${YEAR}[ -]?Q(?<quarter>[1-4])\\b`, 'gu'),
  new RegExp(
    `\\b(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) quarter(?:,? (?:of )?(?:fiscal )?${YEAR})?\\b`,
    'giu',
  ),
  new RegExp(`\\bH(?<half>[12])(?:[ ,/-]*(?:of )?${YEAR})?(?!\\d)`, 'gu'),
  new RegExp(`\\b(?<ordinal>first|second) (?<halves>half)(?: of)?(?: ${YEAR})?\\b`, 'giu'),
  /\bFY ?['’]?(?<short>\d\d)(?:\/\d\d)?(?!\d)/gu,
  new RegExp(`\\bFY ?${YEAR}\\b`, 'gu'),
  /(?<![\d:.-])(?<time>[01]?\d|2[0-3])[:.](?<minutes>[0-5]\d)(?:(?::[0-5]\d)| ?(?:h|am|pm|a\.m\.|p\.m\.))(?![\d:])/giu,
  /(?<![\d:.-])(?<time>[01]?\d|2[0-3]):(?<minutes>[0-5]\d)(?![\d:])/gu,
  new RegExp(`\\b(?<weekday>${DAYS.map((day) => `${day[0]?.toUpperCase()}${day.slice(1)}`).join('|')})s?\\b`, 'gu'),
  /\b(?<month>January|February|April|June|July|August|September|October|November|December)\b/gu,
  new RegExp(`\\b(?:${BEFORE_MONTH}) (?<month>March|May|Sept?|Aug|Jan|Feb|Apr|Oct|Nov|Dec)\\b(?! \\d)`, 'gu'),
  new RegExp(`(?<![\\p{L}\\d_.,$€£-])${YEAR}(?:s\\b)?(?![\\p{L}\\d_]|[.,]\\d|[ -](?:per ?cent|%))`, 'gu'),
  /(?<=\b(?<century>1[5-9]|2[01])\d\d[–/-])(?<short>\d\d)(?![\d-])/gu,
];

function monthNumber(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (/^\d/.test(written)) return Number(written);
  const at = MONTHS.findIndex((month) => month.startsWith(written.toLowerCase().slice(0, 3)));
  return at < 0 ? null : at + 1;
}

const ORDINALS: Record<string, number> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
};

/** `2005-07` may be July or the years until 2007; a later year comes before an earlier one in no range. */
function throughOf(written: string): number | null {
  const [, century = '', from = '', to = ''] = /^(\d\d)(\d\d)-(\d\d)$/.exec(written) ?? [];
  return to !== '' && Number(to) > Number(from) ? Number(century + to) : null;
}

/** The years of a range that is written like a month; of any other date itself alone. */
export function asYears(date: WrittenDate): WrittenDate[] {
  if (date.through === null) return [];
  return [date.year, date.through].map((year) => ({ ...date, year, month: null, through: null }));
}

function dateOf(match: RegExpExecArray): WrittenDate {
  const group = match.groups ?? {};
  const number = (name: string) => (group[name] === undefined ? null : Number(group[name]));
  const ordinal = ORDINALS[group.ordinal?.toLowerCase() ?? ''] ?? null;
  const [first, second] = [number('first'), number('second')];
  const swapped = first !== null && second !== null && second > 12;
  const short = group.short === undefined ? null : Number(group.century ?? '20') * 100 + Number(group.short);
  return {
    text: match[0],
    year: number('year') ?? short,
    month: first === null ? monthNumber(group.month) : swapped ? first : second,
    day: first === null ? number('day') : swapped ? second : first,
    quarter: number('quarter') ?? (group.halves === undefined ? ordinal : null),
    half: number('half') ?? (group.halves === undefined ? null : ordinal),
    weekday: group.weekday === undefined ? null : DAYS.indexOf(group.weekday.toLowerCase()),
    through: throughOf(match[0]),
    time: group.time === undefined ? null : `${Number(group.time)}:${group.minutes}`,
    ambiguous: first !== null && second !== null && first <= 12 && second <= 12,
    start: match.index,
    end: match.index + match[0].length,
  };
}

/** Four digits behind such words count something, whatever year they look like. */
const COUNTS = /(?:\b(?:is|are|was|were|equals|totals?|totalled|than|sum of|total of|count of)|[=:|]) $/i;

function isCount(date: WrittenDate, text: string): boolean {
  if (!/^\d{4}$/.test(date.text)) return false;
  const before = text.slice(Math.max(0, date.start - 12), date.start);
  if (/\b(?:in|since|until|till|by|from|during|before|after|year|fy|the|early|late|mid|and|to|of)[ -]$/i.test(before))
    return false;
  return COUNTS.test(before) || countsBehind(text.slice(date.end, date.end + 60));
}

function readDates(passage: string): WrittenDate[] {
  const text = withoutLineBreaks(passage);
  const found: WrittenDate[] = [];
  for (const form of FORMS)
    for (const match of text.matchAll(form)) {
      const date = dateOf(match);
      if (found.some((one) => one.start < date.end && date.start < one.end) || isCount(date, text)) continue;
      found.push(date);
    }
  return found.sort((a, b) => a.start - b.start);
}

/** The dates that a text names, in order, in all the forms that reports use. Four digits that count something are none. */
export const datesIn: (text: string) => readonly WrittenDate[] = remembered(readDates);

const PARTS = ['year', 'month', 'day', 'quarter', 'half', 'weekday', 'time'] as const;

function quarterOf({ quarter, month }: WrittenDate): number | null {
  return quarter ?? (month === null ? null : Math.ceil(month / 3));
}

/** Whether nothing that both say differs. A month lies in its quarter, the order of a slash date is left open where it can be. */
export function agree(a: WrittenDate, b: WrittenDate): boolean {
  if ((a.ambiguous || b.ambiguous) && a.month === b.day && a.day === b.month && a.year === b.year) return true;
  if (a.quarter !== null || b.quarter !== null) {
    const [left, right] = [quarterOf(a), quarterOf(b)];
    if (left !== null && right !== null && left !== right) return false;
  }
  return PARTS.every((part) => a[part] === null || b[part] === null || a[part] === b[part]);
}

/** The parts that a date says and another does not. */
export function partsBeyond(date: WrittenDate, other: WrittenDate): (typeof PARTS)[number][] {
  return PARTS.filter((part) => {
    if (date[part] === null || other[part] !== null) return false;
    return part !== 'quarter' || quarterOf(other) === null;
  });
}

/** A date as a number that grows with time, for telling which of two is later; null where it has no year. */
export function orderOf({ year, quarter, half, month, day }: WrittenDate): number | null {
  if (year === null) return null;
  const inYear = month ?? (quarter === null ? (half === null ? 0 : half * 6) : quarter * 3);
  return year * 10_000 + inYear * 100 + (day ?? 0);
}
