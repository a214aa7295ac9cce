import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { isNote } from '../tables/header-lines.ts';
import type { CellRange } from './cell-reference.ts';
import { columnsOf, filled, slice } from './column-kinds.ts';
import { type BlockLayout, hasContrast, isGroupedHeader, layoutOf } from './sheet-layout.ts';
import type { SheetRow } from './sheet-rows.ts';
import { TableBand } from './table-band.ts';
import { writeNote } from './table-region.ts';

/** Rows that are looked at together before it is said what they are. */
const LOOK_AHEAD = 60;

interface Segment {
  left: number;
  right: number;
  layout: BlockLayout;
}

/**
 * Finds the tables of a sheet while its rows come. Blank rows end a table only where what follows looks like another one, and blank columns
 * only where there is a table with a header on both sides: a gap inside a table is far more common.
 */
export class SheetTables {
  readonly #sink: ExtractionSink;
  readonly #sheet: string;
  readonly #merges: readonly CellRange[];
  #open: TableBand[] = [];
  #pending: SheetRow[] = [];
  /** Whether the rows to come have not been told to belong to the open tables. */
  #undecided = true;
  #last = 0;
  /** A header whose rows may follow behind one blank row. */
  #heldHeader: SheetRow[] = [];
  /** Words above the rows to come, which may be the title of their table. */
  #title: string | null = null;

  constructor(sink: ExtractionSink, sheet: string, merges: readonly CellRange[]) {
    this.#sink = sink;
    this.#sheet = sheet;
    this.#merges = merges;
  }

  async row(row: SheetRow): Promise<void> {
    if (filled(row).length === 0) {
      for (const band of this.#open) await band.row(row);
      return;
    }
    if (row.number !== this.#last + 1) {
      await this.#settle();
      this.#undecided = true;
    }
    this.#last = row.number;
    if (!this.#undecided) return this.#feed(row);
    this.#pending.push(row);
    if (this.#pending.length >= LOOK_AHEAD) await this.#settle();
  }

  async end(): Promise<void> {
    await this.#settle();
    await this.#decide(this.#takeHeld());
    await this.#close();
  }

  /** Decides what the pending rows are, with a header that was held for them. */
  async #settle(): Promise<void> {
    const rows = this.#pending;
    this.#pending = [];
    if (rows.length === 0) return;
    const held = this.#takeHeld();
    const merges = this.#mergesOf([...held, ...rows]);
    const isBody =
      (rows[0]?.number ?? 0) - (held.at(-1)?.number ?? 0) === 2 && layoutOf(rows, merges).header.size === 0;
    if (held.length > 0 && isBody) return this.#decide([...held, ...rows]);
    await this.#decide(held);
    if (isGroupedHeader(rows, merges)) this.#heldHeader = rows;
    else await this.#decide(rows);
  }

  #takeHeld(): SheetRow[] {
    const rows = this.#heldHeader;
    this.#heldHeader = [];
    return rows;
  }

  #mergesOf(rows: readonly SheetRow[]): CellRange[] {
    const [from, to] = [rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0];
    return this.#merges.filter(({ top, bottom }) => bottom >= from && top <= to);
  }

  async #decide(rows: readonly SheetRow[]): Promise<void> {
    if (rows.length === 0) return;
    const merges = this.#mergesOf(rows);
    if (this.#open.length > 0 && this.#continues(rows, merges)) {
      this.#undecided = false;
      for (const row of rows) await this.#feed(row);
      return;
    }
    const segments = isText(rows) ? [] : segmentsOf(rows, merges);
    if (segments.length === 0) {
      // Words below a table do not end it: rows of it may follow.
      for (const row of rows) await writeNote(this.#sink, this.#sheet, row);
      this.#title = titleOf(rows);
      return;
    }
    await this.#close();
    const title = this.#title;
    this.#title = null;
    this.#undecided = false;
    for (const { left, right, layout } of segments)
      this.#open.push(
        await TableBand.open(this.#sink, { sheet: this.#sheet, left, right, title }, layout, this.#merges),
      );
  }

  /** Whether rows behind a gap go on with the open tables. */
  #continues(rows: readonly SheetRow[], merges: readonly CellRange[]): boolean {
    const columns = columnsOf(rows);
    const places = this.#open.map(({ place }) => place);
    if (!columns.some((column) => places.some(({ left, right }) => column >= left && column <= right))) return false;
    if (columns.some((column) => column < (places[0]?.left ?? 1))) return false;
    const wide = places.some(({ left, right }) => right > left);
    if (wide && rows.every((row) => filled(row).every(({ kind }) => kind === 'text') && filled(row).length === 1))
      return false;
    const layout = layoutOf(rows, merges);
    if (layout.header.size === 0) return true;
    return !(hasContrast(layout) || layout.notes.length > 0);
  }

  async #feed(row: SheetRow): Promise<void> {
    for (const [at, band] of this.#open.entries()) {
      const from = at === 0 ? 1 : band.place.left;
      const to = (this.#open[at + 1]?.place.left ?? Number.POSITIVE_INFINITY) - 1;
      const part = slice(row, from, to);
      if (part.cells.length > 0 || part.formulas.length > 0) await band.row(part);
    }
  }

  async #close(): Promise<void> {
    for (const band of this.#open) await band.close();
    this.#open = [];
    this.#undecided = true;
  }
}

/** The words of a title: one short line of text, or the first of up to three. */
function titleOf(rows: readonly SheetRow[]): string | null {
  const cells = filled(rows[0] ?? { number: 0, cells: [], formulas: [] });
  const words = cells[0]?.kind === 'text' && cells.length === 1 && rows.length <= 3 ? cells[0].raw.trim() : '';
  return words === '' || words.length > 120 || isNote(words) ? null : words;
}

/** Whether rows are words rather than a table: one column of them, or a single row. */
function isText(rows: readonly SheetRow[]): boolean {
  if (rows.length === 1) return true;
  const cells = rows.flatMap(filled);
  return columnsOf(rows).length === 1 && cells.filter(({ kind }) => kind === 'text').length > 1;
}

/** Cuts a block at its blank columns, if each side is a table with a header; else it is one. */
function segmentsOf(rows: readonly SheetRow[], merges: readonly CellRange[]): Segment[] {
  const runs = columnRuns(columnsOf(rows));
  const parts = runs.map(({ left, right }, at): Segment => {
    const to = (runs[at + 1]?.left ?? Number.POSITIVE_INFINITY) - 1;
    const own = rows.map((row) => slice(row, left, to)).filter((row) => filled(row).length > 0);
    return {
      left,
      right,
      layout: layoutOf(
        own,
        merges.filter((merge) => merge.left >= left && merge.left <= to),
      ),
    };
  });
  const apart = parts.every(
    ({ left, right, layout }) => right > left && layout.header.size > 1 && layout.body.length > 0,
  );
  if (parts.length > 1 && apart) return parts;
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return [];
  const layout = layoutOf(rows, merges);
  // Notes above may stand further left than the table.
  const table = columnsOf([...layout.headerRows, ...layout.body]);
  const named = Math.max(...layout.header.keys(), 0);
  return [{ left: table[0] ?? first.left, right: Math.max(table.at(-1) ?? last.right, named), layout }];
}

function columnRuns(columns: readonly number[]): { left: number; right: number }[] {
  const runs: { left: number; right: number }[] = [];
  for (const column of columns) {
    const run = runs.at(-1);
    if (run !== undefined && run.right === column - 1) run.right = column;
    else runs.push({ left: column, right: column });
  }
  return runs;
}
