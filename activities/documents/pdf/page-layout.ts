import { zonesOf } from './columns.ts';
import { fragmentsOf } from './fragments.ts';
import { lineOf, type TextLine } from './lines.ts';
import type { PdfPage } from './pdf-engine.ts';
import { type Row, rowsOf } from './rows.ts';

/** The rows of a page from top to bottom, for each direction in which text runs: level text first. */
export function rowsOfPage({ items, vertical }: Pick<PdfPage, 'items' | 'vertical'>): Row[][] {
  return fragmentsOf(items, vertical).map(rowsOf);
}

/** The lines of each column, in reading order. */
export function columnsOf(rows: readonly Row[]): TextLine[][] {
  return zonesOf(rows)
    .map((zone) => zone.map(lineOf).filter(({ cells }) => cells.length > 0))
    .filter((lines) => lines.length > 0);
}
