/** A day of the calendar; months and days count from 1. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/**
 * Reads `2026-11-20` or `20.11.2026` as a day; null for anything else and for days that do not exist.
 * Forms with slashes are left as text, since 03/04/2026 means two days.
 */
export function parseDay(raw: string): CalendarDay | null {
  const cell = raw.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell);
  if (iso !== null) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell);
  return dotted === null ? null : existing(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
}

/** Reads `2026-11-20 14:05`, with `T`, seconds, up to six decimals and `Z` allowed, as microseconds since 1970 on the clock it shows; null for anything else. */
export function parseTimestamp(raw: string): bigint | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?Z?$/.exec(raw.trim());
  if (match === null) return null;
  const day = parseDay(match[1] ?? '');
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  const micros = BigInt((match[5] ?? '').padEnd(6, '0'));
  return (
    BigInt(daysSince1970(day)) * 86_400_000_000n + BigInt(hour * 3_600 + minute * 60 + second) * 1_000_000n + micros
  );
}

/** Days from 1 January 1970 to a day, negative before it. */
export function daysSince1970(day: CalendarDay): number {
  return Math.round(utcMidnight(day) / 86_400_000);
}

function existing(year: number, month: number, day: number): CalendarDay | null {
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(utcMidnight({ year, month, day }));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : null;
}

function utcMidnight({ year, month, day }: CalendarDay): number {
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
