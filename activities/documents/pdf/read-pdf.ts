import { DossierError } from '../../../contract/failures.ts';
import type { ExtractionSink } from '../extraction-sink.ts';

/** Reads a PDF into the sink. */
export async function readPdf(_bytes: Uint8Array, _sink: ExtractionSink): Promise<void> {
  throw new DossierError('document-malformed', 'The file is a PDF, and those are about to be read.');
}
