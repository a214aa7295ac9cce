import type { ExtractionSink } from '../reading/extraction-sink.ts';
import type { CellRange } from './cell-reference.ts';
import { columnsOf, conforms, slice, valueColumns } from './column-kinds.ts';
import { mayBeginSection, repeatsHeader, sectionOf } from './sections.ts';
import type { BlockLayout } from './sheet-layout.ts';
import type { SheetRow } from './sheet-rows.ts';
import { type RegionPlace, TableRegion, writeNote } from './table-region.ts';

/** Rows that may wait until it is known whether they begin another section. */
const MOST_WAITING = 12;
/** Rows of values below a header that tell that it is one. */
const TELLING_ROWS = 2;

/** A range of columns with tables below each other: sections with a title and a header of their own, without a blank row between. */
export class TableBand {
  readonly #sink: ExtractionSink;
  readonly #merges: readonly CellRange[];
  readonly #left: number;
  #region: TableRegion;
  #right: number;
  #waiting: SheetRow[] = [];

  private constructor(sink: ExtractionSink, merges: readonly CellRange[], place: RegionPlace, region: TableRegion) {
    this.#sink = sink;
    this.#merges = merges;
    this.#left = place.left;
    this.#right = place.right;
    this.#region = region;
  }

  /** Opens the first table of a band: its title, header and rows so far. `merges` are those of the whole sheet. */
  static async open(
    sink: ExtractionSink,
    place: RegionPlace,
    layout: BlockLayout,
    merges: readonly CellRange[],
  ): Promise<TableBand> {
    const region = await TableRegion.open(
      sink,
      { ...place, right: ownRight(place, layout, merges) },
      { ...layout, body: [] },
    );
    const band = new TableBand(sink, merges, place, region);
    for (const row of layout.body) await band.row(row);
    return band;
  }

  get place(): { left: number; right: number } {
    return { left: this.#left, right: Math.max(this.#right, this.#region.place.right) };
  }

  async row(row: SheetRow): Promise<void> {
    if (this.#waiting.length === 0 && !mayBeginSection(row, this.#region.soFar)) return this.#add(row);
    this.#waiting.push(row);
    const told = this.#waiting.slice(-TELLING_ROWS).every((one) => conforms(one, valueColumns([one])));
    if (this.#waiting.length > MOST_WAITING || (told && this.#waiting.length > TELLING_ROWS)) await this.settle();
  }

  /** Decides what the waiting rows are: further ones do not follow them directly. */
  async settle(): Promise<void> {
    let rows = this.#waiting;
    this.#waiting = [];
    while (rows.length > 0) {
      const [first] = rows;
      if (first === undefined) return;
      if (this.#region.hasRows && mayBeginSection(first, this.#region.soFar)) {
        const layout = sectionOf(rows, this.#mergesOf(rows), this.#region.soFar);
        if (layout !== null) return this.#begin(layout);
      }
      await this.#add(first);
      rows = rows.slice(1);
    }
  }

  async close(): Promise<void> {
    await this.settle();
    await this.#region.close();
  }

  async #begin(layout: BlockLayout): Promise<void> {
    const { sheet } = this.#region.place;
    this.#right = this.place.right;
    await this.#region.close();
    const columns = [...columnsOf([...layout.headerRows, ...layout.body]), ...layout.header.keys()];
    const place = { sheet, left: Math.min(...columns), right: Math.max(...columns), title: null };
    this.#region = await TableRegion.open(this.#sink, place, { ...layout, body: [] });
    for (const row of layout.body) await this.#add(row);
  }

  async #add(row: SheetRow): Promise<void> {
    const { left } = this.#region.place;
    const outside = slice(row, 1, left - 1);
    // A cell left of its table has no column there: it is kept as words.
    if (outside.cells.length > 0) await writeNote(this.#sink, this.#region.place.sheet, outside);
    const inside = slice(row, left, Number.POSITIVE_INFINITY);
    if (inside.cells.length === 0 && inside.formulas.length === 0) return;
    if (repeatsHeader(inside, this.#region.soFar)) await this.#region.line(inside);
    else await this.#region.row(inside);
  }

  #mergesOf(rows: readonly SheetRow[]): CellRange[] {
    const [from, to] = [rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0];
    return this.#merges.filter(
      ({ top, bottom, left, right }) => bottom >= from && top <= to && right >= this.#left && left <= this.place.right,
    );
  }
}

/** How far to the right a table itself reaches: sections below it may be wider. */
function ownRight(place: RegionPlace, layout: BlockLayout, merges: readonly CellRange[]): number {
  const { body } = layout;
  const end = body.findIndex(
    (row, at) =>
      at > 0 && mayBeginSection(row, layout) && sectionOf(body.slice(at, at + MOST_WAITING), merges, layout) !== null,
  );
  if (end === -1) return place.right;
  return Math.max(place.left, ...columnsOf([...layout.headerRows, ...body.slice(0, end)]), ...layout.header.keys());
}
