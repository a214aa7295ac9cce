import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { ExtractionSink, TableSink } from '../reading/extraction-sink.ts';
import { PassageAssembler, type Piece } from '../reading/passage-assembler.ts';
import { isNote } from '../tables/header-lines.ts';
import { rangeName } from './cell-reference.ts';
import type { SheetCell } from './cell-values.ts';
import { breaches, conforms, filled } from './column-kinds.ts';
import type { TableSoFar } from './sections.ts';
import type { BlockLayout } from './sheet-layout.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Scattered lines below a table that may be notes; more of them are rows. */
const MOST_TAIL = 12;

/** Where a table stands on its sheet: a table's last column is not known before its last row. */
export interface RegionPlace {
  sheet: string;
  left: number;
  right: number;
  /** Words that stand above it, behind a blank row; its own first rows come before them. */
  title: string | null;
}

/** A table of a sheet while its rows come: a queryable table, and its rows as lines of passages under the header as their heading. */
export class TableRegion {
  readonly #sink: ExtractionSink;
  readonly #place: RegionPlace;
  readonly #headings: string[];
  readonly #lines = new PassageAssembler();
  readonly #width: number;
  #table: TableSink | null;
  #right: number;
  #rows = 0;
  /** Kinds of the first column's cells, since words alone below numbers are a note. */
  #firstIsText = false;
  #emitted = 0;
  readonly #soFar: TableSoFar;
  /** The last rows, as long as they are scattered words: they are notes if no data follows. */
  #tail: SheetRow[] = [];

  private constructor(sink: ExtractionSink, place: RegionPlace, layout: BlockLayout) {
    this.#sink = sink;
    this.#place = place;
    this.#soFar = layout;
    this.#right = place.right;
    this.#width = place.right - place.left + 1;
    const above = layout.notes.map((row) => lineOf(filled(row))).find((line) => line.length <= 120) ?? place.title;
    const titles = above === null || above === place.sheet ? [] : [above];
    const header = this.#headerCells(layout.header);
    this.#headings = [place.sheet, ...titles, header.filter((words) => words !== '').join(' | ')]
      .filter((words) => words !== '')
      .map(shortened);
    this.#table =
      this.#width > DOCUMENT_LIMITS.columns
        ? null
        : sink.table({
            title: [place.sheet, ...titles].join(': '),
            header,
            likelyNotation: 'point',
            notation: 'point',
          });
  }

  /** Opens the table of a block: its title, header and rows so far. */
  static async open(sink: ExtractionSink, place: RegionPlace, layout: BlockLayout): Promise<TableRegion> {
    for (const row of layout.notes) await writeNote(sink, place.sheet, row);
    const region = new TableRegion(sink, place, layout);
    if (region.#width > DOCUMENT_LIMITS.columns) {
      const most = DOCUMENT_LIMITS.columns.toLocaleString('en');
      sink.remark(
        `The sheet “${shortened(place.sheet)}” has more than ${most} columns: its cells are read as text, not as a table. Split it to query it.`,
      );
    }
    for (const words of new Set(layout.header.values())) sink.heading(words);
    for (const row of layout.headerRows) {
      await region.line(row);
      for (const { cell, formula } of row.formulas) await region.#table?.formula(cell, formula);
    }
    for (const row of layout.body) await region.row(row);
    return region;
  }

  get hasRows(): boolean {
    return this.#rows > 0;
  }

  /** The header and the columns of values. */
  get soFar(): TableSoFar {
    return this.#soFar;
  }

  get place(): RegionPlace {
    return { ...this.#place, right: this.#right };
  }

  async row(row: SheetRow): Promise<void> {
    const cells = filled(row);
    for (const { cell, formula } of row.formulas) await this.#table?.formula(cell, formula);
    if (cells.length === 0) return;
    await this.line(row);
    if (this.#isNote(cells)) return;
    if (this.#isScattered(row) && this.#tail.length < MOST_TAIL) {
      this.#tail.push(row);
      return;
    }
    await this.#tailAsRows();
    await this.#tableRow(row);
  }

  async #tailAsRows(): Promise<void> {
    const rows = this.#tail;
    this.#tail = [];
    for (const row of rows) await this.#tableRow(row);
  }

  async #tableRow(row: SheetRow): Promise<void> {
    const cells = filled(row);
    this.#rows += 1;
    if (cells[0]?.column === this.#place.left && cells[0].kind === 'text') this.#firstIsText = true;
    const last = row.cells.at(-1)?.column ?? this.#place.left;
    const values = Array.from({ length: Math.max(last - this.#place.left + 1, this.#width) }, () => '');
    for (const { column, raw } of row.cells) if (column >= this.#place.left) values[column - this.#place.left] = raw;
    if (values.length > DOCUMENT_LIMITS.columns) await this.#giveUpTable();
    await this.#table?.row(values);
  }

  async close(): Promise<void> {
    if (this.#tail.some((row) => this.#tellsNotes(row))) this.#tail = [];
    await this.#tailAsRows();
    for (const piece of this.#lines.finish()) await this.#passage(piece);
    await this.#table?.close();
    this.#table = null;
  }

  /** A far cell in some later row would make every row as wide: what was read so far stays a table. */
  async #giveUpTable(): Promise<void> {
    if (this.#table === null) return;
    this.#sink.remark(
      `A row of the sheet “${shortened(this.#place.sheet)}” has more than ${DOCUMENT_LIMITS.columns.toLocaleString('en')} columns: the table ends before it, and the rest is read as text.`,
    );
    await this.#table.close();
    this.#table = null;
  }

  #isNote(cells: readonly SheetCell[]): boolean {
    const [only] = cells;
    if (cells.length !== 1 || only?.kind !== 'text' || this.#width < 2 || only.column !== this.#place.left)
      return false;
    return isNote(only.raw) || (this.#rows > 0 && !this.#firstIsText);
  }

  #isScattered(row: SheetRow): boolean {
    const { values } = this.#soFar;
    const isSparse = this.#width > 2 && filled(row).length * 2 <= this.#width;
    return (
      this.#rows > 0 &&
      values.size > 0 &&
      isSparse &&
      !conforms(row, values) &&
      filled(row).every(({ kind }) => kind === 'text')
    );
  }

  /** Whether words break with columns of values as no row does that has a name and misses a value: they make the lines around them notes. */
  #tellsNotes(row: SheetRow): boolean {
    const count = breaches(row, this.#soFar.values);
    return count > 1 || (count === 1 && filled(row)[0]?.column !== this.#place.left);
  }

  /** Writes a row as words alone. */
  async line(row: SheetRow): Promise<void> {
    this.#right = Math.max(this.#right, row.cells.at(-1)?.column ?? 0);
    if (this.#emitted >= DOCUMENT_LIMITS.rowPassages) return;
    const line = `${lineOf(row.cells, this.#place.left)}\n`;
    for (const piece of this.#lines.add(line, row.number, true)) await this.#passage(piece);
  }

  async #passage({ text, from, to }: Piece): Promise<void> {
    this.#emitted += 1;
    const range = rangeName({ left: this.#place.left, top: from, right: this.#right, bottom: to });
    const locator = { kind: 'sheet', sheet: this.#place.sheet, range } as const;
    await this.#sink.passage({ locator, headings: this.#headings, text, indexed: true });
  }

  #headerCells(header: ReadonlyMap<number, string>): string[] {
    const { left } = this.#place;
    return Array.from(
      { length: Math.min(this.#width, DOCUMENT_LIMITS.columns) },
      (_, at) => header.get(left + at) ?? '',
    );
  }
}

/** Writes cells that belong to no table as a passage of their own. */
export async function writeNote(sink: ExtractionSink, sheet: string, row: SheetRow): Promise<void> {
  const cells = filled(row);
  const [first] = cells;
  const last = cells.at(-1);
  if (first === undefined || last === undefined) return;
  const range = rangeName({ left: first.column, top: row.number, right: last.column, bottom: row.number });
  const lines = new PassageAssembler();
  const pieces = [...lines.add(lineOf(cells), row.number, true), ...lines.finish()];
  for (const { text } of pieces)
    await sink.passage({ locator: { kind: 'sheet', sheet, range }, headings: [shortened(sheet)], text, indexed: true });
}

/** Cells as a person reads a row; cells that are empty before the last one keep their place. */
function lineOf(cells: readonly SheetCell[], left = cells[0]?.column ?? 1): string {
  let line = '';
  let next = left;
  for (const { column, shown } of cells) {
    // Hundreds of empty cells in a row say nothing.
    for (let gap = 0; next < column && gap < 20; next += 1, gap += 1) line += ' | ';
    next = column;
    line += shown.replace(/[\r\n]+/g, ' ');
  }
  return line.trim();
}

function shortened(words: string): string {
  const most = DOCUMENT_LIMITS.headingChars;
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
