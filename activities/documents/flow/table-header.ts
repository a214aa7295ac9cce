import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { Block, CellSpan } from './flow-event.ts';
import { isFigure } from './span-grid.ts';

/** A cell with the blocks in it. */
export interface GatheredCell extends CellSpan {
  blocks: Block[];
}

/** A row as it was read. */
export interface GatheredRow {
  /** Whether the document says that it belongs to the table's header. */
  header: boolean;
  cells: GatheredCell[];
}

/** Header rows that are believed. */
const MOST_HEADER_ROWS = 5;
/** Characters of a cell beyond which a table is the frame of a page rather than a table. */
const MOST_CELL_CHARS = 3_000;

/** Whether rows are a page's layout, or too little for a table: their blocks are then read as text. */
export function isLayout(rows: readonly GatheredRow[]): boolean {
  const full = rows.filter((row) => row.cells.some((cell) => cell.blocks.length > 0));
  const width = Math.max(0, ...full.map((row) => row.cells.length));
  if (full.length < 2 || width < 2 || width > DOCUMENT_LIMITS.columns) return true;
  const cells = full.flatMap((row) => row.cells);
  return cells.some(isPage) || cells.every((cell) => cell.blocks.every((block) => !block.indexed));
}

/** A cell that is a text of its own. */
function isPage({ blocks }: GatheredCell): boolean {
  if (blocks.length > 1 && blocks.some((block) => block.kind === 'heading')) return true;
  return blocks.reduce((sum, block) => sum + block.text.length, 0) > MOST_CELL_CHARS;
}

/** How many of the first rows are a header: those that are marked so, else one whose words name columns, else none. */
export function headerRows(rows: readonly GatheredRow[], words: (cell: GatheredCell) => string): number {
  const marked = rows.findIndex((row) => !row.header && !row.cells.every((cell) => cell.header || words(cell) === ''));
  const leading = marked === -1 ? rows.length : marked;
  if (leading > 0) return Math.min(leading, MOST_HEADER_ROWS, rows.length - 1);
  if (rows.some((row) => row.cells.some((cell) => cell.header))) return 0;
  return namesColumns(rows, words) ? 1 : 0;
}

function namesColumns(rows: readonly GatheredRow[], words: (cell: GatheredCell) => string): boolean {
  const names = (rows[0]?.cells ?? []).map(words);
  if (names.length < 2 || new Set(names).size < names.length) return false;
  if (names.some((name) => name === '' || name.length > 100 || isFigure(name))) return false;
  // Two columns of words are as often pairs of a name and what it says, without a header.
  return names.length > 2 || rows.slice(1).some((row) => row.cells.slice(1).some((cell) => isFigure(words(cell))));
}
