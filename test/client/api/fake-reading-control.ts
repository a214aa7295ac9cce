import type { ReadingControl } from '../../../client/api/reading-control.ts';
import type { DocumentRead, DocumentToRead } from '../../../contract/document-reading.ts';
import type { ExtractionProgress } from '../../../contract/extraction-api.ts';

/** Stands in for the workflow that reads an upload: what it gives is set. */
export class FakeReadingControl implements ReadingControl {
  readonly asked: DocumentToRead[] = [];
  gives: () => Promise<DocumentRead | { progress: ExtractionProgress | null }> = async () => ({ progress: null });

  async read(document: DocumentToRead): Promise<DocumentRead | { progress: ExtractionProgress | null }> {
    this.asked.push(document);
    return this.gives();
  }
}
