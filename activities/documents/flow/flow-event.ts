/** A block of running text. `indexed` is false for what is shown but is not what the document is about, such as a menu. */
export type Block =
  | { kind: 'heading'; level: number; text: string; indexed: boolean }
  | { kind: 'paragraph'; text: string; indexed: boolean }
  /** Text whose white space counts. */
  | { kind: 'verbatim'; text: string; indexed: boolean }
  /** One item of a list or a further paragraph of it; `depth` counts from 0, `mark` is what stands before it, such as `-` or `2.`, or null. */
  | { kind: 'item'; text: string; depth: number; mark: string | null; startsUnit: boolean; indexed: boolean };

/** A cell of a table as its document declares it. */
export interface CellSpan {
  /** Columns and rows that it covers, at least 1. */
  columns: number;
  rows: number;
  /** Whether it is marked as a header's. */
  header: boolean;
  /** Whether it goes on with the cell above it. */
  continued: boolean;
}

/** What a document of running text consists of, in its order. A row ends where the next or the table's end begins, and so does a cell. */
export type FlowEvent =
  | Block
  | { kind: 'table-begin'; presentation: boolean }
  | { kind: 'caption'; text: string }
  | { kind: 'row-begin'; header: boolean }
  | ({ kind: 'cell-begin' } & CellSpan)
  | { kind: 'table-end' };

/** Whether an event is a block, wherever it stands. */
export function isBlock(event: FlowEvent): event is Block {
  return event.kind === 'heading' || event.kind === 'paragraph' || event.kind === 'verbatim' || event.kind === 'item';
}
