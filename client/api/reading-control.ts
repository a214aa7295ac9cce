import type { DocumentRead, DocumentToRead } from '../../contract/document-reading.ts';
import type { ExtractionProgress } from '../../contract/extraction-api.ts';

/** What the API needs of the engine to have an upload read: the narrow port over Temporal's client. */
export interface ReadingControl {
  /**
   * Has a document read, or joins whoever has it read already. Answers how far it is where that takes longer than one request waits. Throws the
   * failure of the reading, `job-unanswered` where no worker is there to read, and `temporal-unreachable`.
   */
  read(document: DocumentToRead): Promise<DocumentRead | { progress: ExtractionProgress | null }>;
}
