import type { ExtractedPassage } from './extraction.ts';

/** Where a reader puts what it finds, in document order. Awaiting each call keeps memory bounded. */
export interface ExtractionSink {
  /** Notes a heading for the list of the source's headings; a heading's own words are a passage besides. */
  heading(text: string): void;
  /** Throws `document-too-large` past the limit of passages. */
  passage(passage: ExtractedPassage): Promise<void>;
  /** Says in a sentence, with the remedy, what of the document could not be read; at most 50 are kept. */
  remark(sentence: string): void;
  /** Opens a table. Null where the document holds too many already: its text is then all there is. */
  table(description: TableDescription): TableSink | null;
}

/** What is known of a table before its rows. */
export interface TableDescription {
  /** Words that stand above it, or null where it is the whole document. */
  title: string | null;
  header: readonly string[];
  /** Which number notation the file's form speaks for where cells leave it open, such as `1,234`; null where nothing does. */
  likelyNotation: 'point' | 'comma' | null;
  /** The notation that its numbers are sure to be written in, as a spreadsheet's own are, whatever words beside them seem to say. */
  notation?: 'point' | 'comma';
}

/** An open table. One without rows leaves no trace when it is closed. */
export interface TableSink {
  /** The table's key inside its extraction, for locators. */
  key: string;
  /** Adds the raw cells of one row; rows may differ in length. Throws `document-malformed` past the limit of columns. */
  row(cells: readonly string[]): Promise<void>;
  /** Notes the formula behind a cell that a row gave the value of: `D7`, `SUM(D2:D6)`. */
  formula(cell: string, formula: string): Promise<void>;
  close(): Promise<void>;
}
