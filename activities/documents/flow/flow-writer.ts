import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { BlockPassages } from './block-passages.ts';
import { type Block, type FlowEvent, isBlock } from './flow-event.ts';
import { repeatBudget } from './span-grid.ts';
import { type GatheredRow, isLayout } from './table-header.ts';
import { TableWriter } from './table-writer.ts';

/** Rows that are gathered before a table is taken for one. */
const TELLING_ROWS = 200;

/** A table on its way: its first rows are `gathered` until they tell what it is, then it is `written` row by row or read as `text`. */
interface OpenTable {
  state: 'gathered' | 'written' | 'text';
  caption: string | null;
  rows: GatheredRow[];
  row: GatheredRow | null;
  writer: TableWriter | null;
  /** Tables open inside a cell of a written one; they are part of its words. */
  inside: number;
}

/** Makes passages and tables of a document's flow. Holds a table's first rows at most, so that memory does not grow with the document. */
export class FlowWriter {
  readonly #sink: ExtractionSink;
  readonly #blocks: BlockPassages;
  readonly #budget = repeatBudget();
  readonly #tables: OpenTable[] = [];

  constructor(sink: ExtractionSink) {
    this.#sink = sink;
    this.#blocks = new BlockPassages(sink);
  }

  async take(event: FlowEvent): Promise<void> {
    if (isBlock(event)) return this.#block(event);
    const table = this.#tables.at(-1);
    if (event.kind === 'table-begin') return this.#beginTable(table, event.presentation);
    if (table === undefined) return event.kind === 'caption' ? this.#caption(null, event.text) : undefined;
    if (table.inside > 0) return this.#insideCell(table, event);
    switch (event.kind) {
      case 'caption':
        return this.#caption(table, event.text);
      case 'row-begin':
        await this.#endRow(table);
        table.row = { header: event.header, cells: [] };
        return;
      case 'cell-begin': {
        const { columns, rows, header, continued } = event;
        table.row ??= { header: false, cells: [] };
        table.row.cells.push({ columns, rows, header, continued, blocks: [] });
        return;
      }
      case 'table-end':
        return this.#endTable(table);
    }
  }

  /** Writes out what is held. */
  async end(): Promise<void> {
    for (let table = this.#tables.at(-1); table !== undefined; table = this.#tables.at(-1)) {
      table.inside = 0;
      await this.#endTable(table);
    }
    await this.#blocks.endList();
  }

  async #block(block: Block): Promise<void> {
    const table = this.#tables.at(-1);
    const cell = table?.state === 'text' ? undefined : table?.row?.cells.at(-1);
    if (cell === undefined) return this.#blocks.block(block);
    cell.blocks.push(block);
  }

  async #beginTable(outer: OpenTable | undefined, presentation: boolean): Promise<void> {
    if (outer?.state === 'written') {
      outer.inside += 1;
      return;
    }
    if (outer?.state === 'gathered') await this.#asText(outer);
    await this.#blocks.endList();
    const state = presentation ? 'text' : 'gathered';
    this.#tables.push({ state, caption: null, rows: [], row: null, writer: null, inside: 0 });
  }

  async #insideCell(table: OpenTable, event: FlowEvent): Promise<void> {
    if (event.kind === 'table-end') table.inside -= 1;
    if (event.kind === 'caption') await this.#block({ kind: 'paragraph', text: event.text, indexed: true });
  }

  async #caption(table: OpenTable | null, text: string): Promise<void> {
    if (table !== null) table.caption = text;
    await this.#blocks.block({ kind: 'paragraph', text, indexed: true });
  }

  async #endRow(table: OpenTable): Promise<void> {
    const { row } = table;
    table.row = null;
    if (row === null || row.cells.length === 0 || table.state === 'text') return;
    if (table.writer !== null) return table.writer.row(row);
    table.rows.push(row);
    if (table.rows.length >= TELLING_ROWS) await this.#decide(table);
  }

  async #endTable(table: OpenTable): Promise<void> {
    await this.#endRow(table);
    if (table.state === 'gathered') await this.#decide(table);
    await table.writer?.end();
    this.#tables.pop();
  }

  async #decide(table: OpenTable): Promise<void> {
    if (isLayout(table.rows)) return this.#asText(table);
    const { rows } = table;
    table.state = 'written';
    table.rows = [];
    table.writer = new TableWriter(this.#sink, this.#blocks, this.#budget);
    await table.writer.begin(table.caption, rows);
  }

  async #asText(table: OpenTable): Promise<void> {
    table.state = 'text';
    const rows = table.row === null ? table.rows : [...table.rows, table.row];
    table.rows = [];
    table.row = null;
    for (const row of rows)
      for (const cell of row.cells) for (const block of cell.blocks) await this.#blocks.block(block);
  }
}
