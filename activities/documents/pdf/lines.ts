import type { Fragment } from './fragments.ts';
import { noteMark } from './note-marks.ts';
import type { Row } from './rows.ts';

/** A piece of a line that a wide gap parts from its neighbours. */
export interface Cell {
  text: string;
  left: number;
  right: number;
}

/** A row as text. */
export interface TextLine {
  text: string;
  cells: Cell[];
  left: number;
  right: number;
  y: number;
  size: number;
  /** The font of most of its letters, and whether it is that of all. */
  font: string;
  oneFont: boolean;
}

/** Gaps in letter heights: a word ends at the one, a cell at the other. */
const WORD_GAP = 0.17;
const CELL_GAP = 1;

/** Makes text of a row: a space where words part, two where cells do. */
export function lineOf(row: Row): TextLine {
  const rtl = row.fragments.filter((one) => one.rtl).length > row.fragments.length / 2;
  const found = cellsOf(rtl ? row.fragments.toReversed() : row.fragments, rtl);
  const cells = isStretched(found, row.size) ? [joined(found)] : found;
  const fonts = lettersByFont(row.fragments);
  const [font, letters] = fonts[0] ?? ['', 0];
  const all = fonts.reduce((sum, [, count]) => sum + count, 0);
  return {
    text: cells.map(({ text }) => text).join('  '),
    cells,
    left: Math.min(...cells.map(({ left }) => left)),
    right: Math.max(...cells.map(({ right }) => right)),
    y: row.y,
    size: mainSize(row.fragments),
    font,
    oneFont: letters >= 0.95 * all,
  };
}

function cellsOf(fragments: readonly Fragment[], rtl: boolean): Cell[] {
  const cells: Cell[] = [];
  let before: Fragment | null = null;
  for (const fragment of fragments) {
    const cell = cells.at(-1);
    if (before === null || cell === undefined) {
      cells.push({ text: fragment.text.trimStart(), left: fragment.x, right: fragment.right });
      before = fragment;
      continue;
    }
    const gap: number = rtl ? before.x - fragment.right : fragment.x - before.right;
    const size = Math.min(before.size, fragment.size);
    const mark: string | null = gap > CELL_GAP * size ? null : noteMark(before, fragment);
    if (mark !== null) {
      cell.text = `${cell.text.trimEnd()}${mark}`;
      cell.right = Math.max(cell.right, fragment.right);
    } else if (gap > CELL_GAP * size) {
      cells.push({ text: fragment.text.trimStart(), left: fragment.x, right: fragment.right });
    } else {
      const parted = gap > WORD_GAP * size || before.spaceAfter;
      const spaced = /\s$/.test(cell.text) || /^\s/.test(fragment.text);
      cell.text += `${parted && !spaced ? ' ' : ''}${fragment.text}`;
      cell.left = Math.min(cell.left, fragment.x);
      cell.right = Math.max(cell.right, fragment.right);
    }
    // What follows a mark is as far from it as words of the line's size are.
    before = mark === null ? fragment : { ...fragment, size: before.size };
  }
  return cells.map((cell) => ({ ...cell, text: cell.text.trim() })).filter(({ text }) => text !== '');
}

/** Whether the gaps are those of a line that was stretched to the margin: words alone, equally far apart. */
function isStretched(cells: readonly Cell[], size: number): boolean {
  if (cells.length < 3 || cells.some(({ text }) => /\s/.test(text))) return false;
  if (cells.filter(({ text }) => /^\P{N}*\p{L}{2}\P{N}*$/u.test(text)).length < 0.7 * cells.length) return false;
  const gaps = cells.slice(1).map((cell, at) => cell.left - (cells[at]?.right ?? 0));
  return Math.max(...gaps) < 3 * size && Math.max(...gaps) < 1.25 * Math.min(...gaps);
}

function joined(cells: readonly Cell[]): Cell {
  return {
    text: cells.map(({ text }) => text).join(' '),
    left: Math.min(...cells.map(({ left }) => left)),
    right: Math.max(...cells.map(({ right }) => right)),
  };
}

function lettersByFont(fragments: readonly Fragment[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { font, text } of fragments) counts.set(font, (counts.get(font) ?? 0) + text.length);
  return [...counts].toSorted((one, other) => other[1] - one[1]);
}

/** The letter height of most of the text; a raised footnote mark does not count. */
function mainSize(fragments: readonly Fragment[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of fragments) counts.set(size, (counts.get(size) ?? 0) + text.length);
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? 0;
}
