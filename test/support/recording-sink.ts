import type { ExtractedPassage } from '../../activities/documents/extraction.ts';
import type { ExtractionSink, TableDescription } from '../../activities/documents/extraction-sink.ts';

/** A table as a reader gave it. */
export interface RecordedTable extends TableDescription {
  rows: (readonly string[])[];
  closed: boolean;
}

/** A sink that keeps everything it is given. */
export interface RecordingSink extends ExtractionSink {
  headings: string[];
  passages: ExtractedPassage[];
  remarks: string[];
  tables: RecordedTable[];
  /** Texts of all passages. */
  texts(): string[];
}

/** Makes a sink that keeps what a reader finds, for tests of readers without a store. */
export function recordingSink(): RecordingSink {
  const sink: RecordingSink = {
    headings: [],
    passages: [],
    remarks: [],
    tables: [],
    texts: () => sink.passages.map((passage) => passage.text),
    heading: (text) => void sink.headings.push(text),
    remark: (sentence) => void sink.remarks.push(sentence),
    async passage(passage) {
      sink.passages.push(passage);
    },
    table(description) {
      const table: RecordedTable = { ...description, rows: [], closed: false };
      sink.tables.push(table);
      return {
        key: `t${sink.tables.length}`,
        async row(cells) {
          table.rows.push(cells);
        },
        async formula() {},
        async close() {
          table.closed = true;
        },
      };
    },
  };
  return sink;
}
