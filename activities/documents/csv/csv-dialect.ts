import { parse } from 'csv-parse/sync';
import type { DocumentHead } from '../reading/document-type.ts';

/** How a CSV separates its cells, and how regular it is: the share of its first records that have the usual number of cells. */
export interface CsvDialect {
  delimiter: string;
  /** The mark around cells that hold the delimiter. */
  quote: '"' | "'";
  columns: number;
  share: number;
  records: number;
}

/** In the order in which they are believed: commas also stand inside numbers and sentences. */
const DELIMITERS = ['\t', ';', '|', ','] as const;
const TELLING_RECORDS = 100;
/** A first line for Excel that names the delimiter: `sep=;`. */
export const SEPARATOR_LINE = /^\s*"?sep=([^\r\n"])"?[ ;,\t]*(?:\r\n|\n|\r)/i;

/** Options that every reading of a CSV shares: quoting is lenient about quotes inside a cell, strict about one that never ends. */
export const CSV_OPTIONS = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

/** Tells the delimiter from the first records: the one that cuts most of them into the same number of cells. */
export function csvDialect(head: DocumentHead): CsvDialect {
  const named = SEPARATOR_LINE.exec(head.text)?.[1];
  if (named !== undefined) return measure(head, named);
  const dialects = DELIMITERS.map((delimiter) => measure(head, delimiter)).filter((one) => one.columns > 1);
  const regular = dialects.find((one) => one.share >= 0.95);
  const best = regular ?? dialects.toSorted((a, b) => b.share - a.share)[0];
  return best ?? { delimiter: ',', quote: '"', columns: 1, share: 1, records: 0 };
}

function measure(head: DocumentHead, delimiter: string): CsvDialect {
  const quote = quoteOf(head.text, delimiter);
  const lengths = firstRecords(head, delimiter, quote).map((record) => record.length);
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [usual] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0]);
  if (usual === undefined) return { delimiter, quote, columns: 0, share: 0, records: 0 };
  return { delimiter, quote, columns: usual[0], share: usual[1] / lengths.length, records: lengths.length };
}

/** Single quotation marks count where cells open and close with them and none with double ones. */
function quoteOf(text: string, delimiter: string): '"' | "'" {
  const edge = delimiter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  const cells = (mark: string) =>
    text.match(new RegExp(`(?<=^|${edge})${mark}[^${mark}\r\n]*${mark}(?=${edge}|\r|\n|$)`, 'gm'))?.length ?? 0;
  return cells("'") >= 2 && cells('"') === 0 ? "'" : '"';
}

/** The head's first records; the last one of an incomplete head may be cut and is left out, as are records behind a quote that does not end. */
function firstRecords(head: DocumentHead, delimiter: string, quote: string): string[][] {
  const records: string[][] = [];
  try {
    parse(head.text, {
      ...CSV_OPTIONS,
      delimiter,
      quote,
      to: TELLING_RECORDS,
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch {
    // Malformed from here on; what was read so far tells the dialect, and the reader reports the place.
    return records;
  }
  return head.complete || records.length >= TELLING_RECORDS || records.length < 2 ? records : records.slice(0, -1);
}
