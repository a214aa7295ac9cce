import type { ExtractionSink, TableSink } from './extraction-sink.ts';
import type { SinkOperation } from './reading-protocol.ts';

/** Applies what a reading thread posted to a sink, in its order. */
export class OperationPlayer {
  readonly #sink: ExtractionSink;
  readonly #tables = new Map<string, TableSink>();

  constructor(sink: ExtractionSink) {
    this.#sink = sink;
  }

  async play(operations: readonly SinkOperation[]): Promise<void> {
    for (const operation of operations) await this.#play(operation);
  }

  async #play(operation: SinkOperation): Promise<void> {
    switch (operation.kind) {
      case 'heading':
        return this.#sink.heading(operation.text);
      case 'remark':
        return this.#sink.remark(operation.sentence);
      case 'passage':
        return this.#sink.passage(operation.passage);
      case 'table': {
        const table = this.#sink.table(operation.description);
        if (table?.key !== operation.key) throw new Error(`Table ${operation.key} is ${table?.key} to the recorder.`);
        this.#tables.set(table.key, table);
        return;
      }
      case 'row':
        return this.#tables.get(operation.key)?.row(operation.cells);
      case 'formula':
        return this.#tables.get(operation.key)?.formula(operation.cell, operation.formula);
      case 'close': {
        const table = this.#tables.get(operation.key);
        this.#tables.delete(operation.key);
        return table?.close();
      }
    }
  }
}
