import type { ExtractionSink } from '../extraction-sink.ts';
import type { TextLine } from './lines.ts';
import { tablesIn } from './tables.ts';

/** Figures that can be read in one way only, for each of the two notations. */
const POINT = /\b\d{1,3}(?:,\d{3})+\.\d|\b\d{1,3}(?:,\d{3}){2,}\b/g;
const COMMA = /\b\d{1,3}(?:\.\d{3})+,\d|\b\d{1,3}(?:\.\d{3}){2,}\b|\b\d+,\d{1,2}\s?(?:%|€)/g;

/** Writes the tables of a document into the sink. */
export class TableWriter {
  readonly #sink: ExtractionSink;
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

  async write(lines: readonly TextLine[]): Promise<void> {
    for (const { title, header, rows } of tablesIn(lines)) {
      const table = this.#sink.table({ title, header, likelyNotation: this.#notation() });
      if (table === null) return;
      for (const row of rows) await table.row(row);
      await table.close();
    }
  }

  /** What the document's own numbers speak for, where nearly all of them agree. */
  #notation(): 'point' | 'comma' | null {
    if (this.#points > 0 && this.#points >= 20 * this.#commas) return 'point';
    return this.#commas > 0 && this.#commas >= 20 * this.#points ? 'comma' : null;
  }
}
