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
  const whole = withMarks(rows);
  for (const row of whole) row.fragments.sort((one, other) => one.x - other.x);
  return whole.toSorted((one, other) => other.y - one.y);
}

/** Puts raised and lowered marks that came to stand in rows of their own beside the letters that they touch. */
function withMarks(rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  rows.forEach((row, at) => {
    const isMarks = row.fragments.length <= 4 && row.fragments.every(({ text }) => text.trim().length <= 4);
    const rest = !isMarks
      ? row.fragments
      : row.fragments.filter((mark) => {
          const near = [kept.at(-1), rows[at + 1], rows[at + 2]];
          const home = near.find((other) => other?.fragments.some((one) => isTouched(one, mark)));
          home?.fragments.push(mark);
          return home === undefined;
        });
    if (rest.length > 0) kept.push(rest.length === row.fragments.length ? row : { ...row, fragments: rest });
  });
  return kept;
}

/** Whether a piece is so much smaller, and stands so close before or behind another, that it belongs to it. */
function isTouched(one: Fragment, mark: Fragment): boolean {
  if (mark.size > 0.85 * one.size) return false;
  const apart = Math.max(mark.x - one.right, one.x - mark.right);
  if (apart > 0.5 * one.size || apart < -0.2 * one.size) return false;
  return mark.y < one.y + 0.7 * one.size && mark.y + 0.7 * mark.size > one.y;
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
