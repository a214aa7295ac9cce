import type { TableReading } from './table-reading.ts';

/** Cells of a query's result. */
export type Rows = readonly (readonly (string | null)[])[];

/** A query that answers a question, and how its result is told. */
export interface Computation {
  sql: string;
  table: string;
  /** Sentences by template; every number in them is a cell. Empty where the result holds no value to tell. */
  tell(rows: Rows): string[];
  /** Why a result is not told although it holds rows; null where nothing speaks against it. */
  doubt?(rows: Rows): string | null;
}

/** A form of question that can be computed from one table: a row of the table of forms. */
export interface QuestionForm {
  /** Family and form, as in `rankings/most`. */
  name: string;
  /** A question of this form matches it. */
  pattern: RegExp;
  /** Words that say the form and therefore need no column: lower case. */
  words: readonly string[];
  /** Builds the query over one table, or null where the table lacks what the question names. */
  compose(reading: TableReading): Computation | null;
}
