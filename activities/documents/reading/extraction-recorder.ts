import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { writeJsonLines } from '../json-lines.ts';
import { TableRecorder } from '../tables/table-recorder.ts';
import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { ExtractedPassage, ExtractedTable, ExtractionContent } from './extraction.ts';
import type { ExtractionSink, TableDescription, TableSink } from './extraction-sink.ts';
import { tableKey } from './posting-sink.ts';
import type { ProgressTicker } from './progress-ticker.ts';

/** Writes what a reader finds into artifacts, within the limits. Either `finish` or `abandon` must be called. */
export class ExtractionRecorder implements ExtractionSink {
  readonly #artifacts: ArtifactStore;
  readonly #ticker: ProgressTicker;
  readonly #passages;
  readonly #headings: string[] = [];
  readonly #remarks: string[] = [];
  /** What is said of rows of totals, which comes after what could not be read. */
  readonly #totalsRemarks: string[] = [];
  readonly #tables: ExtractedTable[] = [];
  readonly #open: TableRecorder[] = [];
  #passageCount = 0;
  #tablesOpened = 0;

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
    if (this.#tablesOpened >= DOCUMENT_LIMITS.tables) return null;
    this.#tablesOpened += 1;
    const key = tableKey(this.#tablesOpened);
    const recorder = new TableRecorder(this.#artifacts, key, description, (table, totals) => {
      this.#tables.push(table);
      if (totals > 0) this.#totalsRemarks.push(totalsRemark(table.title, totals));
    });
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

  /** Throws `document-empty` where no passage was found. */
  async finish(mediaType: string): Promise<ExtractionContent> {
    if (this.#passageCount === 0) throw new DossierError('document-empty', 'The file holds nothing but white space.');
    const passages = await this.#passages.end();
    for (const sentence of this.#totalsRemarks) this.remark(sentence);
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

  /** Gives up: nothing of it is kept. */
  async abandon(): Promise<void> {
    await Promise.all([this.#passages.abandon(), ...this.#open.map((table) => table.abandon())]);
  }
}

function totalsRemark(title: string | null, totals: number): string {
  const words = title === null ? 'the table' : `“${title.length > 200 ? `${title.slice(0, 199)}…` : title}”`;
  return totals === 1
    ? `The row of totals of ${words} is quoted, not queried, so that sums do not count it twice.`
    : `${totals.toLocaleString('en')} rows of totals of ${words} are quoted, not queried, so that sums do not count them twice.`;
}
