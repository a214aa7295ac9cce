import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { ExtractedPassage } from './extraction.ts';
import type { ExtractionSink, TableDescription, TableSink } from './extraction-sink.ts';
import type { ReadingAnswer, SinkOperation } from './reading-protocol.ts';

const BATCH_CHARS = 64 * 1024;
const BATCHES_IN_FLIGHT = 4;

/** The sink inside a reading thread: posts what a reader finds in batches, and lets the reader wait while the main side is behind. */
export class PostingSink implements ExtractionSink {
  readonly #port: MessagePort;
  #batch: SinkOperation[] = [];
  #batchChars = 0;
  #inFlight = 0;
  #tables = 0;
  #headings = 0;
  #remarks = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', () => {
      this.#inFlight -= 1;
    });
  }

  // Headings and remarks cannot be waited for, so what the recorder would not keep is not posted either.
  heading(text: string): void {
    this.#headings += 1;
    if (this.#headings > DOCUMENT_LIMITS.headings) return;
    this.#add({ kind: 'heading', text: text.slice(0, DOCUMENT_LIMITS.headingChars) }, text.length);
  }

  remark(sentence: string): void {
    this.#remarks += 1;
    if (this.#remarks > DOCUMENT_LIMITS.remarks) return;
    this.#add({ kind: 'remark', sentence: sentence.slice(0, DOCUMENT_LIMITS.remarkChars) }, sentence.length);
  }

  async passage(passage: ExtractedPassage): Promise<void> {
    this.#add({ kind: 'passage', passage }, passage.text.length + 200);
    await this.#room();
  }

  table(description: TableDescription): TableSink | null {
    if (this.#tables >= DOCUMENT_LIMITS.tables) return null;
    this.#tables += 1;
    const key = tableKey(this.#tables);
    this.#add({ kind: 'table', key, description }, 200);
    return {
      key,
      row: (cells) => this.#operation({ kind: 'row', key, cells: [...cells] }, lengthOf(cells)),
      formula: (cell, formula) => this.#operation({ kind: 'formula', key, cell, formula }, formula.length + 20),
      close: () => this.#operation({ kind: 'close', key }, 20),
    };
  }

  /** Posts what is left. */
  end(): void {
    this.#flush();
  }

  async #operation(operation: SinkOperation, chars: number): Promise<void> {
    this.#add(operation, chars);
    await this.#room();
  }

  #add(operation: SinkOperation, chars: number): void {
    this.#batch.push(operation);
    this.#batchChars += chars;
    if (this.#batchChars >= BATCH_CHARS) this.#flush();
  }

  #flush(): void {
    if (this.#batch.length === 0) return;
    const answer: ReadingAnswer = { kind: 'operations', operations: this.#batch };
    this.#port.postMessage(answer);
    this.#batch = [];
    this.#batchChars = 0;
    this.#inFlight += 1;
  }

  async #room(): Promise<void> {
    while (this.#inFlight >= BATCHES_IN_FLIGHT) await once(this.#port, 'message');
  }
}

/** The key of a document's table, counted from 1 in the order in which tables are opened. */
export function tableKey(number: number): string {
  return `t${number}`;
}

function lengthOf(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.length + 4, 20);
}
