import type { CellSpan, FlowEvent } from '../flow/flow-event.ts';
import type { Attributes } from './xml-part.ts';
import { isOn } from './xml-part.ts';

interface OpenTable {
  row: { header: boolean; before: number } | null;
  cell: CellSpan | null;
  /** Whether the row at hand was deleted by a tracked change. */
  deleted: boolean;
}

/** Turns a document's table elements into events. Rows and cells begin when their properties are read. */
export class WordTables {
  readonly #emit: (event: FlowEvent) => void;
  readonly #open: OpenTable[] = [];

  constructor(emit: (event: FlowEvent) => void) {
    this.#emit = emit;
  }

  get isInside(): boolean {
    return this.#open.length > 0;
  }

  /** Whether the place belongs to a row that was deleted. */
  get inDeletedRow(): boolean {
    return this.#open.at(-1)?.deleted ?? false;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'tbl') {
      this.beginContent();
      this.#emit({ kind: 'table-begin', presentation: false });
      this.#open.push({ row: null, cell: null, deleted: false });
      return;
    }
    const table = this.#open.at(-1);
    if (table === undefined) return;
    if (name === 'tr') {
      table.row = { header: false, before: 0 };
      table.deleted = false;
    } else if (name === 'tc') {
      this.#beginRow(table);
      table.cell = { columns: 1, rows: 1, header: false, continued: false };
    } else property(table, name, attributes);
  }

  close(name: string): void {
    if (name === 'tc') this.beginContent();
    if (name !== 'tbl' || this.#open.pop() === undefined) return;
    this.#emit({ kind: 'table-end' });
  }

  /** A row is known to be deleted before its cells come. */
  deleteRow(): void {
    const table = this.#open.at(-1);
    if (table?.row) table.deleted = true;
  }

  /** Begins the cell that content comes for, once. */
  beginContent(): void {
    const table = this.#open.at(-1);
    if (table?.cell && !table.deleted) this.#emit({ kind: 'cell-begin', ...table.cell });
    if (table !== undefined) table.cell = null;
  }

  #beginRow(table: OpenTable): void {
    if (table.row === null || table.deleted) return;
    this.#emit({ kind: 'row-begin', header: table.row.header });
    const columns = table.row.before;
    if (columns > 0) this.#emit({ kind: 'cell-begin', columns, rows: 1, header: false, continued: false });
    table.row = null;
  }
}

function property(table: OpenTable, name: string, attributes: Attributes): void {
  const count = Math.max(1, Number.parseInt(attributes.val ?? '1', 10) || 1);
  if (table.row !== null) {
    if (name === 'tblHeader') table.row.header = isOn(attributes);
    if (name === 'gridBefore') table.row.before = count;
  }
  if (table.cell !== null) {
    if (name === 'gridSpan') table.cell.columns = count;
    if (name === 'vMerge') table.cell.continued = attributes.val !== 'restart';
  }
}
