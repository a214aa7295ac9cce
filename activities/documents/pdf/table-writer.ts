import type { ExtractionSink } from '../reading/extraction-sink.ts';
import type { TextLine } from './lines.ts';
import { continuationOf, type FoundTable, tablesIn } from './tables.ts';

/** Rows of a table over many pages that are held; what follows is a table of its own. */
const MOST_ROWS_HELD = 20_000;
/** Figures that can be read in one way only, for each of the two notations. */
const POINT = /\b\d{1,3}(?:,\d{3})+\.\d|\b\d{1,3}(?:,\d{3}){2,}\b/g;
const COMMA = /\b\d{1,3}(?:\.\d{3})+,\d|\b\d{1,3}(?:\.\d{3}){2,}\b|\b\d+,\d{1,2}\s?(?:%|€)/g;

/** Writes the tables of a document into the sink. */
export class TableWriter {
  readonly #sink: ExtractionSink;
  #open: FoundTable | null = null;
  #points = 0;
  #commas = 0;

  constructor(sink: ExtractionSink) {
    this.#sink = sink;
  }

  /** Learns how the document writes its numbers. */
  count(lines: readonly TextLine[]): void {
    for (const { text } of lines) {
      this.#points += text.match(POINT)?.length ?? 0;
      this.#commas += text.match(COMMA)?.length ?? 0;
    }
  }

  /** Takes the lines of the next column. A table at their end waits for the next page, where it may go on. */
  async write(lines: readonly TextLine[]): Promise<void> {
    const rest = lines.slice(await this.#goOn(lines));
    for (const table of tablesIn(rest)) {
      await this.end();
      this.#open = table;
      if (!table.isOpen) await this.end();
    }
  }

  /** Writes the table that waits, if there is one. */
  async end(): Promise<void> {
    const found = this.#open;
    this.#open = null;
    if (found === null) return;
    const { title, header, rows } = found;
    const table = this.#sink.table({ title, header, likelyNotation: this.#notation() });
    if (table === null) return;
    for (const row of rows) await table.row(row);
    await table.close();
  }

  /** Adds to the table that waits; answers how many lines went into it. */
  async #goOn(lines: readonly TextLine[]): Promise<number> {
    if (this.#open === null) return 0;
    const more = this.#open.rows.length < MOST_ROWS_HELD ? continuationOf(this.#open, lines) : null;
    if (more === null) {
      await this.end();
      return 0;
    }
    const isOpen = more.lines === lines.length;
    this.#open = { ...this.#open, columns: more.columns, rows: [...this.#open.rows, ...more.rows] };
    if (!isOpen) await this.end();
    return more.lines;
  }

  /** What the document's own numbers speak for, where nearly all of them agree. */
  #notation(): 'point' | 'comma' | null {
    if (this.#points > 0 && this.#points >= 20 * this.#commas) return 'point';
    return this.#commas > 0 && this.#commas >= 20 * this.#points ? 'comma' : null;
  }
}
