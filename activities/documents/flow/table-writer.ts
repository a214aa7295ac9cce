import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { ExtractionSink, TableSink } from '../reading/extraction-sink.ts';
import { PassageAssembler, type Piece } from '../reading/passage-assembler.ts';
import { type BlockPassages, blockText, shortened } from './block-passages.ts';
import { type GridRow, SpanGrid, type TextCell } from './span-grid.ts';
import { type GatheredCell, type GatheredRow, headerRows } from './table-header.ts';

/** Writes one table of a document as rows to query and as passages of them. */
export class TableWriter {
  readonly #sink: ExtractionSink;
  readonly #blocks: BlockPassages;
  readonly #passages = new PassageAssembler();
  readonly #grid: SpanGrid;
  #table: TableSink | null = null;
  #headings: string[] = [];
  #row = 0;
  #emitted = 0;
  #tooWide = false;

  constructor(sink: ExtractionSink, blocks: BlockPassages, budget: { left: number }) {
    this.#sink = sink;
    this.#blocks = blocks;
    this.#grid = new SpanGrid(budget);
  }

  /** Opens the table with its first rows, which tell its header and title; later ones follow by `row`. */
  async begin(caption: string | null, gathered: readonly GatheredRow[]): Promise<void> {
    await this.#blocks.endList();
    const above = this.#blocks.headings;
    const titleRow = caption === null ? titleOf(gathered) : null;
    if (titleRow !== null) await this.#blocks.block({ kind: 'paragraph', text: titleRow, indexed: true });
    const rows = titleRow === null ? gathered : gathered.slice(1);
    const count = headerRows(rows, words);
    const header = rows.slice(0, count).map((row) => this.#grid.row(row.cells.map(headerCell)));
    const title = caption ?? titleRow ?? above.at(-1) ?? null;
    this.#table = this.#sink.table({
      title: title === null ? null : shortened(title),
      header: columnNames(header, rows.slice(0, count)),
      likelyNotation: null,
    });
    const line = shortened(header.map((row) => row.line).join(' '));
    const own = caption ?? titleRow;
    this.#headings = [...above, ...(own === null ? [] : [shortened(own)]), ...(line === '' ? [] : [line])];
    for (const row of header) await this.#gather(row.line, 0);
    for (const row of rows.slice(count)) await this.row(row);
  }

  async row({ cells }: GatheredRow): Promise<void> {
    const row = this.#grid.row(cells.map(textCell));
    if (row.cells.every((cell) => cell === '')) return;
    if (row.cells.length > DOCUMENT_LIMITS.columns) return this.#wide(row);
    this.#row += 1;
    await this.#table?.row(row.cells);
    await this.#gather(row.line, this.#row);
  }

  async end(): Promise<void> {
    for (const piece of this.#passages.finish()) await this.#passage(piece);
    await this.#table?.close();
  }

  /** A row with more cells than a table may have is read as text, so that it costs the table nothing. */
  async #wide(row: GridRow): Promise<void> {
    if (!this.#tooWide)
      this.#sink.remark('A table has rows of more than 1,000 cells, which can be read but not queried.');
    this.#tooWide = true;
    await this.#gather(row.line, this.#row);
  }

  async #gather(line: string, row: number): Promise<void> {
    if (line === '' || this.#emitted >= DOCUMENT_LIMITS.rowPassages) return;
    for (const piece of this.#passages.add(`${line}\n`, row, true)) await this.#passage(piece);
  }

  async #passage({ text, from, to }: Piece): Promise<void> {
    this.#emitted += 1;
    // A table beyond the limit of tables is text.
    if (this.#table === null) return this.#blocks.block({ kind: 'paragraph', text, indexed: true });
    const locator = { kind: 'rows', table: this.#table.key, from, to } as const;
    await this.#sink.passage({ locator, headings: this.#headings, text, indexed: true });
  }
}

/** A first row of one cell over the whole width is the table's title. */
function titleOf(rows: readonly GatheredRow[]): string | null {
  const [first] = rows[0]?.cells ?? [];
  if (first === undefined || rows[0]?.cells.length !== 1 || rows.length < 3) return null;
  const text = words(first);
  return first.columns > 1 && first.rows === 1 && text !== '' ? text : null;
}

function words(cell: GatheredCell): string {
  return cell.blocks.map(blockText).join(' ').trim();
}

function textCell(cell: GatheredCell): TextCell {
  const { columns, rows, header, continued } = cell;
  return { columns, rows, header, continued, text: words(cell) };
}

/** Cells of a header that covers several rows are named once. */
function headerCell(cell: GatheredCell): TextCell {
  return { ...textCell(cell), continued: false };
}

/** The columns' names: the words of all header rows above a column, where a cell over several columns speaks for each of them. */
function columnNames(header: readonly GridRow[], rows: readonly GatheredRow[]): string[] {
  const width = Math.max(0, ...header.map((row) => row.cells.length));
  const filled = header.map((row, at) => spread(row, rows[at]?.cells ?? [], width));
  return Array.from({ length: width }, (_, column) =>
    filled
      .map((row) => row[column] ?? '')
      .filter((name, at, all) => name !== '' && name !== all[at - 1])
      .join(' '),
  );
}

function spread(row: GridRow, own: readonly GatheredCell[], width: number): string[] {
  const joined = own.some((cell) => cell.columns > 1);
  let last = '';
  return Array.from({ length: width }, (_, column) => {
    const text = row.cells[column] ?? '';
    if (text !== '') last = text;
    return joined ? last : text;
  });
}
