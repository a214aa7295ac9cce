import type { Fragment } from './fragments.ts';

/** Fragments beside each other, from left to right. */
export interface Row {
  fragments: Fragment[];
  /** The baseline and letter height of its largest fragment. */
  y: number;
  size: number;
}

/** Rows that are looked at for a fragment that comes a little late, such as one of smaller letters. */
const LOOK_BACK = 4;

/** Gathers fragments into rows, from top to bottom: those whose letters overlap for the most part stand in the same row. */
export function rowsOf(fragments: readonly Fragment[]): Row[] {
  const rows: Row[] = [];
  for (const fragment of fragments.toSorted((one, other) => other.y - one.y || one.x - other.x)) {
    const row = rows.slice(-LOOK_BACK).findLast((candidate) => isBeside(candidate, fragment));
    if (row === undefined) {
      rows.push({ fragments: [fragment], y: fragment.y, size: fragment.size });
      continue;
    }
    row.fragments.push(fragment);
    if (fragment.size > row.size * 1.05) Object.assign(row, { y: fragment.y, size: fragment.size });
  }
  for (const row of rows) row.fragments.sort((one, other) => one.x - other.x);
  return rows.toSorted((one, other) => other.y - one.y);
}

function isBeside(row: Row, { y, size }: Fragment): boolean {
  const small = Math.min(row.size, size);
  // The first letter of a chapter spans several rows and belongs to the one it stands on.
  if (Math.max(row.size, size) > 2 * small) return Math.abs(row.y - y) < 0.3 * small;
  const top = Math.min(row.y + 0.7 * row.size, y + 0.7 * size);
  const bottom = Math.max(row.y - 0.2 * row.size, y - 0.2 * size);
  return top - bottom > 0.5 * 0.9 * small;
}

/** Where a row's text begins and ends. */
export function extentOf(row: Row): { left: number; right: number } {
  const left = row.fragments[0]?.x ?? 0;
  return { left, right: row.fragments.reduce((most, { right }) => Math.max(most, right), left) };
}
