import type { ExtractedPassage } from '../../../activities/documents/reading/extraction.ts';
import type { ExtractionSink } from '../../../activities/documents/reading/extraction-sink.ts';

/** A table as a reader gave it. */
export interface RecordedTable {
  title: string | null;
  header: readonly string[];
  rows: string[][];
  formulas: Record<string, string>;
  closed: boolean;
}

/** Keeps all that a reader gives, for tests that look at the reader alone. */
export class RecordingSink implements ExtractionSink {
  readonly headings: string[] = [];
  readonly passages: ExtractedPassage[] = [];
  readonly remarks: string[] = [];
  readonly tables: RecordedTable[] = [];

  heading(text: string): void {
    this.headings.push(text);
  }

  async passage(passage: ExtractedPassage): Promise<void> {
    this.passages.push(passage);
  }

  remark(sentence: string): void {
    this.remarks.push(sentence);
  }

  table({ title, header }: { title: string | null; header: readonly string[] }) {
    const table: RecordedTable = { title, header, rows: [], formulas: {}, closed: false };
    this.tables.push(table);
    return {
      key: `t${this.tables.length}`,
      row: async (cells: readonly string[]) => void table.rows.push([...cells]),
      formula: async (cell: string, formula: string) => void Object.assign(table.formulas, { [cell]: formula }),
      close: async () => void Object.assign(table, { closed: true }),
    };
  }
}
