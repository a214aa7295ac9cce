import { z } from 'zod';

/** A moment as ISO 8601 in UTC with milliseconds, `2026-11-20T18:53:21.000Z`: sorts as text and reads in every log. */
export const instantSchema = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instantSchema>;

/** Formats epoch milliseconds as an instant. In workflow code pass `Date.now()`, which is the deterministic clock there. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** An instant as people read it, to the minute: `2026-11-20 10:04 UTC`; anything else as it is. */
export function shownInstant(instant: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/.exec(instant);
  return match === null ? instant : `${match[1]} ${match[2]} UTC`;
}
