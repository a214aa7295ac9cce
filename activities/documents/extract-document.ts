import type { ArtifactRef } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { decodeDocument } from './decoding.ts';
import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { ExtractedPassage, ExtractedTable, ExtractionContent } from './extraction.ts';
import type { ExtractionSink, TableDescription, TableSink } from './extraction-sink.ts';
import { writeJsonLines } from './json-lines.ts';
import type { ProgressTicker } from './progress-ticker.ts';
import { type DocumentType, readerFor } from './registry.ts';
import { TableRecorder } from './table-recorder.ts';

/**
 * Reads the bytes of one document by stream. What is wrong with the document becomes an `unreadable` extraction; trouble of the store
 * and cancellation are thrown. Leaves no half-written artifact behind.
 */
export async function extractDocument(
  artifacts: ArtifactStore,
  bytes: ArtifactRef,
  hint: DocumentType | null,
  ticker: ProgressTicker,
): Promise<ExtractionContent> {
  if (bytes.bytes > DOCUMENT_LIMITS.fileBytes) return unreadable(tooLarge(bytes.bytes));
  const recorder = new ExtractionRecorder(artifacts, ticker);
  const stream = await artifacts.getStream(bytes.sha256);
  try {
    const { head, text } = await decodeDocument(stream);
    const reader = readerFor(hint, head);
    await reader.read(text, head, recorder);
    return await recorder.finish(reader.mediaType);
  } catch (error) {
    await recorder.abandon();
    if (error instanceof DossierError && error.failure.class === 'input') return unreadable(error);
    throw error;
  } finally {
    stream.destroy();
  }
}

class ExtractionRecorder implements ExtractionSink {
  readonly #artifacts: ArtifactStore;
  readonly #ticker: ProgressTicker;
  readonly #passages;
  readonly #headings: string[] = [];
  readonly #remarks: string[] = [];
  readonly #tables: ExtractedTable[] = [];
  readonly #open: TableRecorder[] = [];
  #passageCount = 0;

  constructor(artifacts: ArtifactStore, ticker: ProgressTicker) {
    this.#artifacts = artifacts;
    this.#ticker = ticker;
    this.#passages = writeJsonLines(artifacts, 'Passages');
  }

  heading(text: string): void {
    if (this.#headings.length >= DOCUMENT_LIMITS.headings) return;
    this.#headings.push(text.slice(0, DOCUMENT_LIMITS.headingChars));
  }

  remark(sentence: string): void {
    if (this.#remarks.length < DOCUMENT_LIMITS.remarks)
      this.#remarks.push(sentence.slice(0, DOCUMENT_LIMITS.remarkChars));
  }

  async passage(passage: ExtractedPassage): Promise<void> {
    if (this.#passageCount >= DOCUMENT_LIMITS.passages) {
      const most = DOCUMENT_LIMITS.passages.toLocaleString('en');
      throw new DossierError('document-too-large', `The file has more than ${most} paragraphs.`);
    }
    this.#passageCount += 1;
    this.#ticker.tick('passages');
    await this.#passages.write(passage);
  }

  table(description: TableDescription): TableSink | null {
    if (this.#tables.length >= DOCUMENT_LIMITS.tables) return null;
    const key = `t${this.#tables.length + 1}`;
    const recorder = new TableRecorder(this.#artifacts, key, description, (table) => this.#tables.push(table));
    this.#open.push(recorder);
    return {
      key,
      row: (cells) => {
        this.#ticker.tick('rows');
        return recorder.row(cells);
      },
      formula: (cell, formula) => recorder.formula(cell, formula),
      close: () => {
        this.#open.splice(this.#open.indexOf(recorder), 1);
        return recorder.close();
      },
    };
  }

  async finish(mediaType: string): Promise<ExtractionContent> {
    if (this.#passageCount === 0) throw new DossierError('document-empty', 'The file holds nothing but white space.');
    const passages = await this.#passages.end();
    return {
      status: 'read',
      mediaType,
      passageCount: this.#passageCount,
      passages,
      tables: this.#tables,
      headings: this.#headings,
      ...(this.#remarks.length > 0 && { remarks: this.#remarks }),
    };
  }

  async abandon(): Promise<void> {
    await Promise.all([this.#passages.abandon(), ...this.#open.map((table) => table.abandon())]);
  }
}

function unreadable(error: DossierError): ExtractionContent {
  return { status: 'unreadable', failure: error.failure };
}

function tooLarge(bytes: number): DossierError {
  const megabytes = (bytes / 1_000_000).toFixed(0);
  return new DossierError('document-too-large', `The file has ${megabytes} MB; at most 100 MB are read.`);
}
