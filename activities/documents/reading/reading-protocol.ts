import type { MessagePort } from 'node:worker_threads';
import type { FailureCode } from '../../../contract/failures.ts';
import type { BytesType } from '../registry.ts';
import type { ExtractedPassage } from './extraction.ts';
import type { TableDescription } from './extraction-sink.ts';

/** One call of an `ExtractionSink` as data. A table is named by its key, which both sides count alike. */
export type SinkOperation =
  | { kind: 'heading'; text: string }
  | { kind: 'remark'; sentence: string }
  | { kind: 'passage'; passage: ExtractedPassage }
  | { kind: 'table'; key: string; description: TableDescription }
  | { kind: 'row'; key: string; cells: readonly string[] }
  | { kind: 'formula'; key: string; cell: string; formula: string }
  | { kind: 'close'; key: string };

/** What a reading thread is asked for: the first of `types` that recognises the file reads it, else `named`, the type that the file's name speaks for. */
export interface ReadingOrder {
  path: string;
  types: readonly BytesType[];
  named: BytesType | null;
  port: MessagePort;
}

/** What a reading thread says of a document that is at fault; everything that a `DossierError` needs. */
export interface ReadingFailure {
  code: FailureCode;
  message: string;
  remedy: string;
}

/** What a reading thread answers, in this order: any number of `operations`, then one of the others. */
export type ReadingAnswer =
  | { kind: 'operations'; operations: readonly SinkOperation[] }
  | { kind: 'read'; mediaType: string }
  /** None of the asked types is that of the file. */
  | { kind: 'unrecognised' }
  | { kind: 'failed'; failure: ReadingFailure };

/** What the main side answers to each batch of operations when it has applied them. */
export type BatchTaken = 'taken';
