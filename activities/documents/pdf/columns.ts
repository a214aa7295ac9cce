import { extentOf, type Row } from './rows.ts';

/** Rows of one column, from top to bottom. */
export type Zone = Row[];

interface Gutter {
  x: number;
  /** The rows it divides: from, up to and without. */
  from: number;
  to: number;
  rows: number;
}

const FEWEST_ROWS = 4;
const MOST_DEPTH = 6;
const MOST_CANDIDATES = 60;

/**
 * Orders the rows of a page as one reads them: where text stands in columns, one column after the other; what spans them, before and after.
 * The columns of a table are none: rows of short pieces are read across.
 */
export function zonesOf(rows: readonly Row[], depth = 0): Zone[] {
  const gutter = depth < MOST_DEPTH && rows.length >= FEWEST_ROWS ? bestGutter(rows) : null;
  if (gutter === null) return rows.length === 0 ? [] : [[...rows]];
  const divided = rows.slice(gutter.from, gutter.to);
  return [
    ...zonesOf(rows.slice(0, gutter.from), depth + 1),
    ...zonesOf(sideOf(divided, gutter.x, 'left'), depth + 1),
    ...zonesOf(sideOf(divided, gutter.x, 'right'), depth + 1),
    ...zonesOf(rows.slice(gutter.to), depth + 1),
  ];
}

function bestGutter(rows: readonly Row[]): Gutter | null {
  let best: Gutter | null = null;
  for (const x of candidates(rows)) {
    for (const gutter of runsBeside(rows, x)) {
      if (gutter.rows > (best?.rows ?? 0) && isProse(rows.slice(gutter.from, gutter.to), x)) best = gutter;
    }
  }
  return best;
}

/** Places where gaps between fragments stand, the most frequent first. */
function candidates(rows: readonly Row[]): number[] {
  const counts = new Map<number, number>();
  for (const { fragments, size } of rows) {
    let right = Number.POSITIVE_INFINITY;
    for (const fragment of fragments) {
      if (fragment.x - right > 0.7 * size) {
        // Every place in the gap, in steps of four points: where gaps of many rows meet, there is the gutter.
        const last = Math.min(Math.floor(fragment.x / 4), Math.ceil(right / 4) + 40);
        for (let step = Math.ceil(right / 4); step <= last; step += 1) counts.set(step, (counts.get(step) ?? 0) + 1);
      }
      right = Number.isFinite(right) ? Math.max(right, fragment.right) : fragment.right;
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 2)
    .toSorted((one, other) => other[1] - one[1])
    .slice(0, MOST_CANDIDATES)
    .map(([step]) => step * 4);
}

/** The runs of rows that nothing spans at `x`, with enough rows on both sides. */
function runsBeside(rows: readonly Row[], x: number): Gutter[] {
  const runs: Gutter[] = [];
  let from = 0;
  for (let at = 0; at <= rows.length; at += 1) {
    const row = rows[at];
    if (row !== undefined && !row.fragments.some((one) => one.x < x - 0.5 && one.right > x + 0.5)) continue;
    const run = trimmed(rows, x, from, at);
    from = at + 1;
    const divided = rows.slice(run.from, run.to);
    const left = divided.filter((one) => has(one, x, 'left')).length;
    const right = divided.filter((one) => has(one, x, 'right')).length;
    if (Math.min(left, right) >= FEWEST_ROWS) runs.push({ x, ...run, rows: Math.min(left, right) });
  }
  return runs;
}

/** Leaves out rows at the ends that stand on one side and apart from the others: running titles, numbers of pages. */
function trimmed(rows: readonly Row[], x: number, from: number, to: number): { from: number; to: number } {
  const apart = (at: number, next: number) => {
    const [row, other] = [rows[at], rows[next]];
    if (row === undefined || other === undefined) return false;
    return (
      has(row, x, 'left') !== has(row, x, 'right') && Math.abs(row.y - other.y) > 2 * Math.max(row.size, other.size)
    );
  };
  let [first, last] = [from, to];
  while (first + 1 < last && apart(first, first + 1)) first += 1;
  while (last - 2 > first && apart(last - 1, last - 2)) last -= 1;
  return { from: first, to: last };
}

/** Whether both sides read like columns of running text: words rather than figures, in rows without gaps that mostly fill the width and begin at a common edge. */
function isProse(rows: readonly Row[], x: number): boolean {
  return (['left', 'right'] as const).every((side) => {
    const there = sideOf(rows, x, side);
    const extents = there.map(extentOf);
    const edge = Math.min(...extents.map(({ left }) => left));
    const width = Math.max(...extents.map(({ right }) => right)) - edge;
    const filled = extents.filter(({ left, right }) => right - left > 0.55 * width).length;
    const texts = there.map(({ fragments }) => fragments.map(({ text }) => text).join(''));
    const long = texts.filter((text) => text.length >= 16).length;
    const whole = there.filter((row) => !hasWideGap(row)).length;
    return (
      Math.min(filled, long) >= 0.5 * there.length &&
      whole >= 0.7 * there.length &&
      isWords(texts.join('')) &&
      commonEdge(extents.map(({ left }) => left))
    );
  });
}

function hasWideGap({ fragments, size }: Row): boolean {
  return fragments.some((one, at) => one.x - (fragments[at - 1]?.right ?? Number.POSITIVE_INFINITY) > 1.5 * size);
}

function isWords(text: string): boolean {
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits < 0.25 * text.length;
}

function commonEdge(lefts: readonly number[]): boolean {
  const counts = new Map<number, number>();
  for (const left of lefts) {
    for (const step of [Math.floor(left / 4), Math.floor(left / 4) + 1]) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return Math.max(...counts.values()) >= 0.4 * lefts.length;
}

function has(row: Row, x: number, side: 'left' | 'right'): boolean {
  return row.fragments.some((one) => one.x < x === (side === 'left'));
}

function sideOf(rows: readonly Row[], x: number, side: 'left' | 'right'): Row[] {
  const rest = rows.map((row) => {
    const fragments = row.fragments.filter((one) => one.x < x === (side === 'left'));
    const largest = fragments.reduce(
      (most, one) => (one.size > most.size ? one : most),
      fragments[0] ?? { size: 0, y: 0 },
    );
    return { fragments, y: largest.y, size: largest.size };
  });
  return rest.filter(({ fragments }) => fragments.length > 0).toSorted((one, other) => other.y - one.y);
}
