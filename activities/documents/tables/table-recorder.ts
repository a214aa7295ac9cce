import type { Table } from '../../../contract/evidence/source.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { type JsonLinesWriter, writeJsonLines } from '../json-lines.ts';
import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { ExtractedTable } from '../reading/extraction.ts';
import type { TableDescription, TableSink } from '../reading/extraction-sink.ts';
import { ColumnInference } from './column-inference.ts';
import { sqlName, uniqueName } from './sql-names.ts';
import { columnFormula } from './total-formulas.ts';
import { type RowFormulas, TotalRows } from './total-rows.ts';

type Column = Table['columns'][number];

/** What becomes of a table when it is closed; `totals` are its rows of totals, which are no rows to query. */
export type TableDone = (table: ExtractedTable, totals: number) => void;

/**
 * Writes the rows of one table as they come and learns its columns' types. Rows of totals are left out, so that no query counts them twice:
 * the reader has given them as passages. `close` gives the table, unless it had no row.
 */
export class TableRecorder implements TableSink {
  readonly key: string;
  readonly #description: TableDescription;
  readonly #cells: JsonLinesWriter;
  readonly #columns: ColumnInference[];
  readonly #done: TableDone;
  readonly #totals: TotalRows;
  #rowFormulas: RowFormulas = { sum: 0, aggregate: 0, other: 0 };
  #formulas: JsonLinesWriter | null = null;
  readonly #artifacts: ArtifactStore;
  #rows = 0;

  constructor(artifacts: ArtifactStore, key: string, description: TableDescription, done: TableDone) {
    this.key = key;
    this.#artifacts = artifacts;
    this.#description = description;
    this.#cells = writeJsonLines(artifacts, `Cells of ${key}`);
    this.#columns = description.header.map(() => new ColumnInference());
    this.#done = done;
    this.#totals = new TotalRows(description.notation, (cells) => this.#write(cells));
    refuseTooWide(description.header.length);
  }

  async row(cells: readonly string[]): Promise<void> {
    refuseTooWide(cells.length);
    const formulas = this.#rowFormulas;
    this.#rowFormulas = { sum: 0, aggregate: 0, other: 0 };
    await this.#totals.row(cells, formulas);
  }

  async #write(cells: readonly string[]): Promise<void> {
    // A row longer than the header opens columns without a header; a shorter one misses its last cells.
    while (this.#columns.length < cells.length) this.#columns.push(new ColumnInference());
    for (const [at, cell] of cells.entries()) this.#columns[at]?.add(cell);
    this.#rows += 1;
    await this.#cells.write(cells);
  }

  async formula(cell: string, formula: string): Promise<void> {
    this.#formulas ??= writeJsonLines(this.#artifacts, `Formulas of ${this.key}`);
    this.#rowFormulas[columnFormula(cell, formula)] += 1;
    await this.#formulas.write({ cell, formula });
  }

  async close(): Promise<void> {
    await this.#totals.end();
    if (this.#rows === 0) return this.abandon();
    const { title } = this.#description;
    const cells = await this.#cells.end();
    const formulas = await this.#formulas?.end();
    const columns = this.#typedColumns();
    this.#done(
      { key: this.key, title, columns, rows: this.#rows, cells, ...(formulas !== undefined && { formulas }) },
      this.#totals.taken,
    );
  }

  async abandon(): Promise<void> {
    await Promise.all([this.#cells.abandon(), this.#formulas?.abandon()]);
  }

  #typedColumns(): Column[] {
    const decided = new Set(this.#columns.map((column) => column.decidedNotation()).filter((one) => one !== null));
    const [only] = decided;
    // Columns that leave no choice speak for the others, unless they contradict each other.
    const decidedNotation = decided.size === 1 && only !== undefined ? only : this.#description.likelyNotation;
    const open = decided.size > 1 ? null : decidedNotation;
    const tableNotation = this.#description.notation ?? open;
    const taken = new Set<string>();
    return this.#columns.map((column, at) => {
      const header = (this.#description.header[at] ?? '').trim();
      const { type, scale, notation } = column.type(tableNotation);
      const name = uniqueName(sqlName(header, `column_${at + 1}`), taken);
      return { name, header, type, scale, ...(notation === null ? {} : { notation }) };
    });
  }
}

function refuseTooWide(columns: number): void {
  if (columns <= DOCUMENT_LIMITS.columns) return;
  const most = DOCUMENT_LIMITS.columns.toLocaleString('en');
  throw new DossierError(
    'document-malformed',
    `A row has ${columns.toLocaleString('en')} cells; at most ${most} are read.`,
  );
}
