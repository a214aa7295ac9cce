import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DossierError } from '../../../contract/failures.ts';
import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { DocumentReader } from '../reading/document-type.ts';
import type { ExtractionSink, TableSink } from '../reading/extraction-sink.ts';
import { PassageAssembler, type Piece } from '../reading/passage-assembler.ts';
import { CSV_OPTIONS, type CsvDialect, csvDialect, SEPARATOR_LINE } from './csv-dialect.ts';
import { csvLayout, csvValueColumns, isCsvNote, isScattered, tellsNotes } from './csv-layout.ts';

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
    const dialect = csvDialect(head);
    const { delimiter, quote } = dialect;
    const parser = parse({ ...CSV_OPTIONS, delimiter, quote, raw: true, max_record_size: DOCUMENT_LIMITS.recordChars });
    const source = Readable.from(text, { objectMode: false, highWaterMark: 64 * 1024 });
    source.on('error', (error) => parser.destroy(error));
    const rows = new RowReader(sink, dialect, lineEnd(head.text));
    try {
      let skips = SEPARATOR_LINE.test(head.text);
      for await (const record of source.pipe(parser) as AsyncIterable<RawRecord>) {
        if (!skips) await rows.record(record);
        skips = false;
      }
      await rows.end();
    } catch (error) {
      throw error instanceof CsvError ? malformed(error) : error;
    } finally {
      source.destroy();
    }
  },
};

/** Records that are looked at together before it is said where the table begins. */
const LOOK_AHEAD = 25;
/** Scattered lines at the end that may be notes; more of them are rows. */
const MOST_TAIL = 12;

class RowReader {
  readonly #sink: ExtractionSink;
  readonly #dialect: CsvDialect;
  readonly #lineEnd: string;
  readonly #passages = new PassageAssembler();
  #pending: RawRecord[] | null = [];
  #table: TableSink | null = null;
  #headings: string[] = [];
  #row = 0;
  #emitted = 0;
  /** Columns that hold values rather than words. */
  #values: ReadonlySet<number> = new Set();
  /** The last records, as long as they are scattered words: they are notes if no data follows. */
  #tail: string[][] = [];

  constructor(sink: ExtractionSink, dialect: CsvDialect, end: string) {
    this.#sink = sink;
    this.#dialect = dialect;
    this.#lineEnd = end;
  }

  async record(record: RawRecord): Promise<void> {
    if (this.#pending === null) return this.#add(record);
    this.#pending.push(record);
    if (this.#pending.length >= LOOK_AHEAD) await this.#begin(this.#pending);
  }

  async end(): Promise<void> {
    if (this.#pending !== null && this.#pending.length > 0) await this.#begin(this.#pending);
    for (const piece of this.#passages.finish()) await this.#passage(piece);
    if (!this.#tail.some((record) => tellsNotes(record, this.#values))) await this.#tailAsRows();
    await this.#table?.close();
  }

  /** Opens the table: lines above it are its first passage, its header lines stand before the first row. */
  async #begin(records: readonly RawRecord[]): Promise<void> {
    this.#pending = null;
    const { above, headerLines, header } = csvLayout(
      records.map(({ record }) => record),
      this.#dialect.columns,
    );
    const title = records.slice(0, above).map(({ raw }) => shortened(raw.trim().replace(/[;,\t|]+$/, '')))[0] ?? null;
    // Files with commas between cells come from where the point stands in numbers; for others nothing follows.
    const likelyNotation = this.#dialect.delimiter === ',' ? 'point' : null;
    this.#table = this.#sink.table({ title, header, likelyNotation });
    if (title !== null) {
      this.#headings = [title];
      this.#sink.heading(title);
    }
    for (const { raw } of records.slice(0, above)) await this.#gather(raw);
    for (const piece of this.#passages.finish()) await this.#passage(piece);
    const words = records.slice(above, above + headerLines).map(({ raw }) => raw.trim());
    if (words.length > 0) this.#headings = [...this.#headings, shortened(words.join(this.#lineEnd))];
    for (const name of headerLines === 0 ? [] : header) if (name.trim() !== '') this.#sink.heading(name.trim());
    for (const { raw } of records.slice(above, above + headerLines)) await this.#gather(raw);
    const body = records.slice(above + headerLines);
    this.#values = csvValueColumns(body.map(({ record }) => record));
    for (const record of body) await this.#add(record);
  }

  async #add({ record, raw }: RawRecord): Promise<void> {
    // A note among the rows is read and quoted, but is no row.
    if (!isCsvNote(record, this.#dialect.columns)) {
      this.#row += 1;
      if (this.#tail.length < MOST_TAIL && isScattered(record, this.#dialect.columns, this.#values))
        this.#tail.push(record);
      else {
        await this.#tailAsRows();
        await this.#table?.row(record);
      }
    }
    await this.#gather(raw);
  }

  async #tailAsRows(): Promise<void> {
    const records = this.#tail;
    this.#tail = [];
    for (const record of records) await this.#table?.row(record);
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

function shortened(words: string): string {
  const most = DOCUMENT_LIMITS.headingChars;
  return words.length > most ? `${words.slice(0, most)}…` : words;
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
