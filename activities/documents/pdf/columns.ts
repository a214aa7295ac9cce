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
/** Gutters looked for beside a gutter before it counts: pages have up to four columns. */
const MOST_BESIDE = 2;
const MOST_ROWS_BESIDE = 400;

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

function bestGutter(rows: readonly Row[], within = 0): Gutter | null {
  let best: Gutter | null = null;
  const seen = new Set<string>();
  for (const x of candidates(rows).slice(0, within === 0 ? MOST_CANDIDATES : MOST_CANDIDATES / 2)) {
    for (const gutter of runsBeside(rows, x)) {
      if (gutter.rows <= (best?.rows ?? 0)) continue;
      const divided = rows.slice(gutter.from, gutter.to);
      const pieces = divided.map(({ fragments }) => fragments.filter((one) => one.x < x).length);
      const key = `${gutter.from} ${gutter.to} ${pieces.reduce((sum, count) => sum + count, 0)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (areColumns(divided, x, within)) best = gutter;
    }
  }
  return best;
}

/** Whether two sides are read one after the other: both like columns of text, or one surely so beside whatever stands there, such as a table or a note. */
function areColumns(rows: readonly Row[], x: number, within: number): boolean {
  const left = sideOf(rows, x, 'left');
  const right = sideOf(rows, x, 'right');
  if (areMarks(left, right)) return false;
  if (isRunningText(sideOf(beside(rows, x, 'right'), x, 'left'))) return true;
  if (isRunningText(sideOf(beside(rows, x, 'left'), x, 'right'))) return true;
  return Math.min(left.length, right.length) >= FEWEST_ROWS && isProse(left, within) && isProse(right, within);
}

/** The rows around those that hold something on a side. */
function beside(rows: readonly Row[], x: number, side: 'left' | 'right'): Row[] {
  const there = rows.map((row) => has(row, x, side));
  return rows.filter((_, at) => there.slice(Math.max(0, at - 2), at + 3).includes(true));
}

/** Whether the left side is the numbers or signs of a list's items rather than what stands in a margin. */
function areMarks(left: readonly Row[], right: readonly Row[]): boolean {
  if (left.some((row) => lengthOf(row) > 5)) return false;
  const end = Math.max(...left.map((row) => extentOf(row).right));
  const begin = Math.min(...right.map((row) => extentOf(row).left));
  return begin - end < 3 * Math.max(...right.map(({ size }) => size));
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
    .map(([step]) => step * 4);
}

/** The runs of rows that nothing spans at `x`, with enough rows on both sides. */
function runsBeside(rows: readonly Row[], x: number): Gutter[] {
  const runs: Gutter[] = [];
  let from = 0;
  for (let at = 0; at <= rows.length; at += 1) {
    const row = rows[at];
    if (row !== undefined && !row.fragments.some((one) => one.x < x + 0.5 && one.right > x + 0.5)) continue;
    const run = trimmed(rows, x, from, at);
    from = at + 1;
    const divided = rows.slice(run.from, run.to);
    const left = divided.filter((one) => has(one, x, 'left')).length;
    const right = divided.filter((one) => has(one, x, 'right')).length;
    if (Math.max(left, right) >= FEWEST_ROWS && Math.min(left, right) > 0)
      runs.push({ x, ...run, rows: Math.min(left, right) });
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

/**
 * Whether a side of a gutter reads like a column of running text: words rather than figures, in rows without gaps that mostly fill the width and
 * begin at a common edge. A side may also be of several such columns.
 */
function isProse(rows: readonly Row[], within: number): boolean {
  const extents = rows.map(extentOf);
  const edge = Math.min(...extents.map(({ left }) => left));
  const width = Math.max(...extents.map(({ right }) => right)) - edge;
  const filled = extents.filter(({ left, right }) => right - left > 0.55 * width).length;
  const texts = rows.map(({ fragments }) => fragments.map(({ text }) => text).join(''));
  const long = texts.filter((text) => text.length >= 16).length;
  const whole = rows.filter((row) => !hasWideGap(row)).length;
  if (!isWords(texts.join(''))) return false;
  if (whole >= 0.7 * rows.length)
    return Math.min(filled, long) >= 0.5 * rows.length && commonEdge(extents.map(({ left }) => left));
  const inner = within < MOST_BESIDE && rows.length <= MOST_ROWS_BESIDE ? bestGutter(rows, within + 1) : null;
  return inner !== null && inner.to - inner.from >= 0.6 * rows.length;
}

/** Whether rows are surely sentences that go on from line to line: full lines without gaps, most of which begin in small letters. */
function isRunningText(rows: readonly Row[]): boolean {
  if (rows.length < FEWEST_ROWS) return false;
  const extents = rows.map(extentOf);
  const edge = Math.min(...extents.map(({ left }) => left));
  const width = Math.max(...extents.map(({ right }) => right)) - edge;
  const full = rows.filter((row, at) => {
    const { left = 0, right = 0 } = extents[at] ?? {};
    return right - left > 0.75 * width && lengthOf(row) >= 24 && !hasWideGap(row);
  });
  const goOn = rows.filter(({ fragments }) => /^\s*\p{Ll}/u.test(fragments[0]?.text ?? ''));
  return full.length >= 0.7 * rows.length && goOn.length >= 0.5 * rows.length;
}

function lengthOf({ fragments }: Row): number {
  return fragments.reduce((sum, { text }) => sum + text.length, 0);
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
