import type { NumberFormat } from './number-formats.ts';

const DAY_MS = 86_400_000;
/** 31 December 9999 and the day after which no system counts on. */
const MOST_DAYS = 2_958_466;

/**
 * A spreadsheet's number of days as ISO text: `2026-11-20`, `2026-11-20T14:05:00`, a time of day as `14:05:00`, a duration as `37:30:00`;
 * null where the number is no day. A format with a clock gives the clock even at midnight, so that a column reads as one type.
 */
export function serialText(serial: number, kind: NumberFormat['kind'], date1904: boolean): string | null {
  if (kind === 'duration') return durationText(serial);
  if (serial < 0 || serial >= MOST_DAYS) return null;
  const ms = Math.round((serial % 1) * DAY_MS);
  const days = Math.floor(serial) + Math.floor(ms / DAY_MS);
  const clock = clockText(ms % DAY_MS);
  if (days === 0 && !date1904) return clock;
  if (kind === 'time' && days === 0) return clock;
  const day = dayText(days, date1904);
  return kind === 'date' && ms % DAY_MS === 0 ? day : `${day}T${clock}`;
}

/** The 1900 system takes 1900 for a leap year, so that numbers below 60 are a day behind and 60 is a day that never was; it reads as the one after. */
function dayText(days: number, date1904: boolean): string {
  const since1970 = date1904 ? days - 24_107 : days - (days < 60 ? 25_568 : 25_569);
  return new Date(Math.max(since1970, -25_567) * DAY_MS).toISOString().slice(0, 10);
}

function clockText(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

function durationText(serial: number): string | null {
  const ms = Math.round(Math.abs(serial) * DAY_MS);
  if (!Number.isSafeInteger(ms)) return null;
  const hours = Math.floor(ms / 3_600_000);
  return `${serial < 0 ? '-' : ''}${String(hours).padStart(2, '0')}:${clockText(ms % 3_600_000).slice(3)}`;
}
