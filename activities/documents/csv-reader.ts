import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DossierError } from '../../contract/failures.ts';
import { parseDay, parseTimestamp } from './calendar.ts';
import { CSV_OPTIONS, csvDialect } from './csv-dialect.ts';
import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { DocumentReader } from './document-type.ts';
import type { ExtractionSink, TableSink } from './extraction-sink.ts';
import { parseNumber } from './number-notation.ts';
import { PassageAssembler, type Piece } from './passage-assembler.ts';

/** A record as csv-parse gives it with `raw`. */
interface RawRecord {
  record: string[];
  raw: string;
}

/**
 * Reads CSV with commas, semicolons, tabs or bars as one table. Its passages are groups of raw lines under the header as their heading,
 * so that a quote of a row or cell is a quote of the file.
 */
export const csvReader: DocumentReader = {
  mediaType: 'text/csv',
  extensions: ['csv', 'tsv', 'tab'],
  recognises(head) {
    const dialect = csvDialect(head);
    return dialect.columns > 1 && dialect.records >= 3 && dialect.share === 1;
  },
  async read(text, head, sink) {
    const { delimiter } = csvDialect(head);
    const parser = parse({ ...CSV_OPTIONS, delimiter, raw: true, max_record_size: DOCUMENT_LIMITS.recordChars });
    const source = Readable.from(text, { objectMode: false, highWaterMark: 64 * 1024 });
    source.on('error', (error) => parser.destroy(error));
    const rows = new RowReader(sink, delimiter, lineEnd(head.text));
    try {
      for await (const record of source.pipe(parser) as AsyncIterable<RawRecord>) await rows.record(record);
      await rows.end();
    } catch (error) {
      throw error instanceof CsvError ? malformed(error) : error;
    } finally {
      source.destroy();
    }
  },
};

class RowReader {
  readonly #sink: ExtractionSink;
  readonly #delimiter: string;
  readonly #lineEnd: string;
  readonly #passages = new PassageAssembler();
  #table: TableSink | null = null;
  #headings: string[] = [];
  #row = 0;
  #emitted = 0;

  constructor(sink: ExtractionSink, delimiter: string, end: string) {
    this.#sink = sink;
    this.#delimiter = delimiter;
    this.#lineEnd = end;
  }

  async record({ record, raw }: RawRecord): Promise<void> {
    if (this.#table === null && !(await this.#begin(record, raw))) return;
    this.#row += 1;
    await this.#table?.row(record);
    await this.#gather(raw);
  }

  async end(): Promise<void> {
    for (const piece of this.#passages.finish()) await this.#passage(piece);
    await this.#table?.close();
  }

  /** Opens the table with its first record as header; answers whether that record is data itself. */
  async #begin(record: string[], raw: string): Promise<boolean> {
    const isData = looksLikeData(record);
    const header = isData ? record.map(() => '') : record;
    // Files with commas between cells come from where the point stands in numbers; for others nothing follows.
    const likelyNotation = this.#delimiter === ',' ? 'point' : null;
    this.#table = this.#sink.table({ title: null, header, likelyNotation });
    if (isData) return true;
    const words = raw.trim();
    this.#headings = [
      words.length > DOCUMENT_LIMITS.headingChars ? `${words.slice(0, DOCUMENT_LIMITS.headingChars)}…` : words,
    ];
    for (const name of record) if (name.trim() !== '') this.#sink.heading(name.trim());
    await this.#gather(raw);
    return false;
  }

  async #gather(raw: string): Promise<void> {
    if (this.#emitted >= DOCUMENT_LIMITS.rowPassages) return;
    // The parser's raw text ends somewhere inside the line's end.
    const line = raw.replace(/^[\r\n]+|[\r\n]+$/g, '') + this.#lineEnd;
    for (const piece of this.#passages.add(line, this.#row, true)) await this.#passage(piece);
  }

  async #passage({ text, from, to }: Piece): Promise<void> {
    this.#emitted += 1;
    const locator = { kind: 'rows', table: this.#table?.key ?? 't1', from, to } as const;
    await this.#sink.passage({ locator, headings: this.#headings, text, indexed: true });
  }
}

/** How the file ends its lines, from its first line. */
function lineEnd(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** Whether the first record is no header: every cell that says something is a number or a date. */
function looksLikeData(record: readonly string[]): boolean {
  const cells = record.filter((cell) => cell.trim() !== '');
  const isYear = (cell: string) => /^\s*(?:1[5-9]|2[01])\d\d\s*$/.test(cell);
  if (cells.length === 0 || cells.every(isYear)) return false;
  return cells.every(
    (cell) =>
      parseNumber(cell, 'point') !== null ||
      parseNumber(cell, 'comma') !== null ||
      parseDay(cell) !== null ||
      parseTimestamp(cell) !== null,
  );
}

function malformed(error: CsvError): DossierError {
  const line = 'lines' in error && typeof error.lines === 'number' ? ` near line ${error.lines}` : '';
  const most = DOCUMENT_LIMITS.recordChars.toLocaleString('en');
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new DossierError('document-malformed', `A quotation mark that opens a cell${line} is never closed.`);
    case 'CSV_MAX_RECORD_SIZE':
      return new DossierError('document-malformed', `A record${line} has more than ${most} characters.`);
    default:
      return new DossierError('document-malformed', `The CSV cannot be read${line}: ${error.message}`, {
        cause: error,
      });
  }
}
