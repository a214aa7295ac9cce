import { DossierError } from '../../../contract/failures.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import type { CellRange } from './cell-reference.ts';
import { cellName, parseCell } from './cell-reference.ts';
import { type CellContext, cellOf, type SheetCell, type WrittenCell } from './cell-values.ts';
import { isCovered, MergedCells } from './merged-cells.ts';
import { shiftFormula } from './shared-formula.ts';
import { RichText } from './shared-strings.ts';
import { readXml } from './xml-events.ts';

/** A row that says something: its cells from left to right, and the formulas behind them. */
export interface SheetRow {
  number: number;
  cells: SheetCell[];
  formulas: { cell: string; formula: string }[];
}

/** What reading a sheet notices besides its rows. */
export interface SheetNotices {
  formulas: number;
  /** Cells whose formula has no computed value. */
  uncomputed: string[];
  uncomputedCount: number;
  errors: string[];
  errorCount: number;
}

/** The size of a sheet in every program: 1,048,576 rows and 16,384 columns. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const NAMED = 5;
/** Characters of a formula in every program, and of all shared formulas that are written out for their cells; further ones are not noted. */
const FORMULA_CHARS = 8_192;
const SHARED_CHARS = 20_000_000;

/** Begins the list of what a sheet's reading notices. */
export function noNotices(): SheetNotices {
  return { formulas: 0, uncomputed: [], uncomputedCount: 0, errors: [], errorCount: 0 };
}

/** Reads a sheet's rows in batches, in the order in which they are written; memory does not grow with their number. */
export async function* readSheetRows(
  zip: ZipArchive,
  part: string,
  context: CellContext,
  merges: readonly CellRange[],
  notices: SheetNotices,
): AsyncGenerator<SheetRow[]> {
  const rows = new RowEvents(context, new MergedCells(merges), notices);
  for await (const _piece of readXml(part, zip.stream(part), rows)) {
    const batch = rows.take();
    if (batch.length > 0) yield batch;
  }
}

/** Gathers rows from the events of a sheet's XML. */
class RowEvents {
  readonly #context: CellContext;
  readonly #merges: MergedCells;
  readonly #notices: SheetNotices;
  readonly #inline = new RichText();
  /** Formulas that other cells share, by their number. */
  readonly #shared = new Map<string, { formula: string; column: number; row: number }>();
  #sharedChars = 0;
  #ready: SheetRow[] = [];
  #row: SheetRow | null = null;
  #rowNumber = 0;
  #crossing: readonly CellRange[] = [];
  #column = 0;
  #cell: WrittenCell | null = null;
  #inValue = false;
  #formula: { text: string; shared: string | null; open: boolean } | null = null;

  constructor(context: CellContext, merges: MergedCells, notices: SheetNotices) {
    this.#context = context;
    this.#merges = merges;
    this.#notices = notices;
  }

  /** The rows that are complete since the last time. */
  take(): SheetRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#beginRow(attributes.r);
    else if (this.#row === null) return;
    else if (name === 'c') this.#beginCell(attributes);
    else if (this.#cell === null) return;
    else if (name === 'v') this.#inValue = true;
    else if (name === 'is') {
      this.#inline.begin();
      this.#cell.inline = '';
    } else if (name === 'f')
      this.#formula = { text: '', shared: attributes.t === 'shared' ? (attributes.si ?? '0') : null, open: true };
    else this.#inline.open(name);
  }

  text(text: string): void {
    if (this.#cell === null) return;
    if (this.#inValue) this.#cell.value += text;
    else if (this.#formula?.open === true) this.#formula.text += text;
    else this.#inline.text(text);
  }

  close(name: string): void {
    if (name === 'row') this.#endRow();
    else if (this.#cell === null) return;
    else if (name === 'c') this.#endCell(this.#cell);
    else if (name === 'v') this.#inValue = false;
    else if (name === 'is') this.#cell.inline = this.#inline.end();
    else if (name === 'f' && this.#formula !== null) this.#formula.open = false;
    else this.#inline.close(name);
  }

  #beginRow(r: string | undefined): void {
    // Rows and cells without a number follow the one before.
    this.#rowNumber = r === undefined ? this.#rowNumber + 1 : Number(r);
    if (!(this.#rowNumber >= 1 && this.#rowNumber <= MOST_ROWS)) throw outside(`row ${r}`);
    this.#row = { number: this.#rowNumber, cells: [], formulas: [] };
    this.#crossing = this.#merges.crossing(this.#rowNumber);
    this.#column = 0;
  }

  #beginCell({ r, t, s }: Readonly<Record<string, string>>): void {
    const place = r === undefined ? null : parseCell(r);
    this.#column = place?.column ?? this.#column + 1;
    if (this.#column > MOST_COLUMNS) throw outside(`cell ${r ?? ''}`);
    this.#cell = { column: this.#column, type: t ?? 'n', style: s, value: '', inline: null };
    this.#formula = null;
    this.#inValue = false;
  }

  #endCell(written: WrittenCell): void {
    this.#cell = null;
    const row = this.#row;
    if (row === null) return;
    const name = cellName(written.column, row.number);
    const formula = this.#formulaText(written.column, row.number);
    const covered = isCovered(written.column, row.number, this.#crossing);
    const cell = covered ? null : cellOf(written, this.#context);
    if (formula !== null) {
      row.formulas.push({ cell: name, formula });
      this.#notices.formulas += 1;
      // A formula may give an empty text; then its value is there and says nothing.
      if (cell === null && written.type !== 'str' && !covered) {
        this.#notices.uncomputedCount += 1;
        if (this.#notices.uncomputed.length < NAMED) this.#notices.uncomputed.push(name);
      }
    }
    if (cell === null) return;
    if (cell.kind === 'error') {
      this.#notices.errorCount += 1;
      if (this.#notices.errors.length < NAMED) this.#notices.errors.push(`${name} ${cell.raw}`);
    }
    if (row.cells.length >= MOST_COLUMNS)
      throw outside(`more than ${MOST_COLUMNS.toLocaleString('en')} cells in row ${row.number}`);
    row.cells.push(cell);
  }

  #formulaText(column: number, row: number): string | null {
    const formula = this.#formula;
    this.#formula = null;
    if (formula === null || formula.text.length > FORMULA_CHARS) return null;
    if (formula.shared === null) return formula.text === '' ? null : formula.text;
    if (formula.text !== '') {
      this.#shared.set(formula.shared, { formula: formula.text, column, row });
      return formula.text;
    }
    const master = this.#shared.get(formula.shared);
    this.#sharedChars += master?.formula.length ?? 0;
    if (this.#sharedChars > SHARED_CHARS) return null;
    return master === undefined ? null : shiftFormula(master.formula, column - master.column, row - master.row);
  }

  #endRow(): void {
    const row = this.#row;
    this.#row = null;
    this.#cell = null;
    if (row === null || (row.cells.length === 0 && row.formulas.length === 0)) return;
    row.cells.sort((a, b) => a.column - b.column);
    this.#ready.push(row);
  }
}

function outside(what: string): DossierError {
  return new DossierError('document-malformed', `A sheet names ${what}, which lies outside of what a sheet can hold.`);
}
