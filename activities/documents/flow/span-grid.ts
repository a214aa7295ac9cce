import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import { parseDay, parseTimestamp } from '../tables/calendar.ts';
import { parseNumber } from '../tables/number-notation.ts';
import type { CellSpan } from './flow-event.ts';

/** A cell with its words. */
export interface TextCell extends CellSpan {
  text: string;
}

/** A row with every cell in its column. `line` is how it reads: its cells without the blanks that joined columns leave. */
export interface GridRow {
  cells: string[];
  line: string;
}

interface Carried {
  text: string;
  rows: number;
}

/** Columns that one joined cell may cover; wider ones are decoration. */
const MOST_JOINED = 100;
/** Characters of a cell that is worth repeating. */
const MOST_REPEATED = 300;
/** Characters and cells that joined cells of a document may add to what it holds, against files that blow up. */
const REPEAT_BUDGET = 20_000_000;

/**
 * Puts the cells of a table's rows into columns. Words of a cell that covers several rows stand in each of them, so that a query finds
 * `North` beside all its quarters; a figure stands once, so that no sum counts it twice. A cell over several columns stands in the first.
 */
export class SpanGrid {
  readonly #budget: { left: number };
  #carried = new Map<number, Carried>();
  #above: string[] = [];

  constructor(budget: { left: number }) {
    this.#budget = budget;
  }

  row(own: readonly TextCell[]): GridRow {
    const cells: string[] = [];
    const shown: string[] = [];
    for (const cell of own) {
      this.#placeCarried(cells, shown);
      this.#place(cell, cells, shown);
    }
    if (own.length > 0) this.#placeCarried(cells, shown);
    this.#above = cells;
    return { cells, line: shown.join(' | ').replace(/(?: \|)+ *$/, '') };
  }

  #place(cell: TextCell, cells: string[], shown: string[]): void {
    const column = cells.length;
    const text = cell.continued ? this.#repeated(this.#above[column] ?? '', column) : cell.text;
    cells.push(text);
    shown.push(text.replace(/\s+/g, ' '));
    const columns = this.#allowed(Math.min(cell.columns, MOST_JOINED, DOCUMENT_LIMITS.columns - column));
    for (let more = 1; more < columns; more += 1) cells.push('');
    if (cell.rows <= 1) return;
    for (let at = column; at < cells.length; at += 1)
      this.#carried.set(at, { text: at === column ? cell.text : '', rows: cell.rows - 1 });
  }

  #placeCarried(cells: string[], shown: string[]): void {
    for (let held = this.#carried.get(cells.length); held !== undefined; held = this.#carried.get(cells.length)) {
      const column = cells.length;
      const text = this.#repeated(held.text, column);
      held.rows -= 1;
      if (held.rows === 0) this.#carried.delete(column);
      cells.push(text);
      shown.push(text.replace(/\s+/g, ' '));
    }
  }

  #repeated(text: string, column: number): string {
    this.#budget.left -= text.length + 1;
    if (text.length > MOST_REPEATED || this.#budget.left < 0) return '';
    return column > 0 && isFigure(text) ? '' : text;
  }

  #allowed(columns: number): number {
    this.#budget.left -= columns - 1;
    return this.#budget.left < 0 ? 1 : columns;
  }
}

/** A budget for the grids of one document. */
export function repeatBudget(): { left: number } {
  return { left: REPEAT_BUDGET };
}

/** Whether a cell is a number, an amount or a day rather than words. */
export function isFigure(text: string): boolean {
  const bare = text.replace(/^[€$£¥+\s]+|[%€$£¥\s]+$/g, '');
  if (bare === '') return false;
  if (parseNumber(bare, 'point') !== null || parseNumber(bare, 'comma') !== null) return true;
  return parseDay(bare) !== null || parseTimestamp(bare) !== null;
}
