import type { ZipArchive } from '../zip/zip-archive.ts';
import { type CellRange, parseRange } from './cell-reference.ts';

/** More merges than people make; further ones are read as single cells. */
const MOST_MERGES = 50_000;

/** Merged cells that one row can cross without being a hostile file: they do not overlap. */
const MOST_CROSSING = 2_000;

/** The merged cells of a sheet, sorted from the top. */
export class MergedCells {
  readonly #ranges: readonly CellRange[];
  /** Those that may cover the rows to come: rows are asked about from the top. */
  #next = 0;
  #active: CellRange[] = [];

  constructor(ranges: readonly CellRange[]) {
    this.#ranges = ranges.toSorted((a, b) => a.top - b.top || a.left - b.left);
  }

  /** The merged cells that a row crosses. Rows must be asked about in order. */
  crossing(row: number): readonly CellRange[] {
    while ((this.#ranges[this.#next]?.top ?? Number.POSITIVE_INFINITY) <= row) {
      const range = this.#ranges[this.#next];
      if (range !== undefined && this.#active.length < MOST_CROSSING) this.#active.push(range);
      this.#next += 1;
    }
    if (this.#active.some((range) => range.bottom < row))
      this.#active = this.#active.filter(({ bottom }) => bottom >= row);
    return this.#active;
  }
}

/** Whether a cell lies in one of these merged cells without being its first, where the value stands. */
export function isCovered(column: number, row: number, merges: readonly CellRange[]): boolean {
  return merges.some(
    ({ left, right, top, bottom }) =>
      column >= left && column <= right && row >= top && row <= bottom && (column !== left || row !== top),
  );
}

/**
 * Finds the merged cells of a sheet. They stand behind its rows, but its first rows are only understood with them, so that the part is
 * inflated once more and looked through without being parsed.
 */
export async function findMergedCells(zip: ZipArchive, part: string): Promise<CellRange[]> {
  const ranges: CellRange[] = [];
  let rest = '';
  for await (const piece of zip.stream(part)) {
    const text = rest + piece.toString('latin1');
    for (const match of text.matchAll(/<(?:[A-Za-z]\w*:)?mergeCell\s[^<>]*?ref=["']([A-Za-z0-9:$]+)["'][^<>]*>/g)) {
      const range = parseRange(match[1] ?? '');
      if (range === null || (range.left === range.right && range.top === range.bottom)) continue;
      ranges.push(range);
      if (ranges.length >= MOST_MERGES) return ranges;
    }
    const open = text.lastIndexOf('<');
    rest = open === -1 ? '' : text.slice(open).slice(0, 200);
  }
  return ranges;
}
