const MISSING_MARKS = new Set(['', '-', '–', '—', 'n/a', 'na', 'null']);

/** Whether a raw cell says that there is no value. In a typed column it becomes NULL; a text column keeps it, except that an empty cell is NULL. */
export function isMissing(raw: string): boolean {
  return raw.length <= 8 && MISSING_MARKS.has(raw.trim().toLowerCase());
}
