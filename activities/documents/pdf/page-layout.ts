import { zonesOf } from './columns.ts';
import { fragmentsOf } from './fragments.ts';
import { lineOf, type TextLine } from './lines.ts';
import type { PdfPage } from './pdf-engine.ts';
import { rowsOf } from './rows.ts';

/** The lines of each column of a page, in reading order; turned text comes after what is level. */
export function columnsOf({ items, vertical }: Pick<PdfPage, 'items' | 'vertical'>): TextLine[][] {
  return fragmentsOf(items, vertical)
    .flatMap((fragments) => zonesOf(rowsOf(fragments)))
    .map((zone) => zone.map(lineOf).filter(({ cells }) => cells.length > 0))
    .filter((lines) => lines.length > 0);
}
