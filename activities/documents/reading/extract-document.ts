import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { type BytesType, bytesTypesOf, type DocumentType, isBytesType, readerFor } from '../registry.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type BegunDocument, beginDocument, bytesOf, decodeDocument } from './decoding.ts';
import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { ExtractionContent } from './extraction.ts';
import { ExtractionRecorder } from './extraction-recorder.ts';
import type { ExtractionSink } from './extraction-sink.ts';
import type { ProgressTicker } from './progress-ticker.ts';
import { readApart } from './read-apart.ts';

/**
 * Reads the bytes of one document: text by stream, everything else in a thread of its own. What is wrong with the document becomes an
 * `unreadable` extraction; trouble of the store and cancellation are thrown. Leaves no half-written artifact behind.
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
    const begun = await beginDocument(stream);
    const types = bytesTypesOf(hint, begun.first);
    const mediaType =
      types.length === 0
        ? await readText(begun, hint, recorder)
        : ((await readBytes(begun, { bytes: bytes.bytes, types, hint }, recorder, ticker.signal)) ??
          (await readTextAnew(artifacts, bytes, hint, recorder)));
    return await recorder.finish(mediaType);
  } catch (error) {
    await recorder.abandon();
    if (error instanceof DossierError && error.failure.class === 'input') return unreadable(error);
    throw error;
  } finally {
    stream.destroy();
  }
}

async function readText(begun: BegunDocument, hint: DocumentType | null, sink: ExtractionSink): Promise<string> {
  const { head, text, remark } = decodeDocument(begun);
  const reader = readerFor(hint, head);
  await reader.read(text, head, sink);
  const said = remark();
  if (said !== null) sink.remark(said);
  return reader.mediaType;
}

/** Reads it with a reader of bytes and gives its media type; null, with nothing recorded, where none of them takes it. */
async function readBytes(
  begun: BegunDocument,
  { bytes, types, hint }: { bytes: number; types: BytesType[]; hint: DocumentType | null },
  sink: ExtractionSink,
  signal: AbortSignal,
): Promise<string | null> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'document');
    await pipeline(bytesOf(begun), createWriteStream(path, { mode: 0o600 }));
    const named = hint !== null && isBytesType(hint) ? hint : null;
    const end = await readApart({ path, bytes, types, named }, sink, signal);
    return end.kind === 'read' ? end.mediaType : null;
  });
}

async function readTextAnew(
  artifacts: ArtifactStore,
  bytes: ArtifactRef,
  hint: DocumentType | null,
  sink: ExtractionSink,
): Promise<string> {
  const stream = await artifacts.getStream(bytes.sha256);
  try {
    return await readText(await beginDocument(stream), hint, sink);
  } finally {
    stream.destroy();
  }
}

function unreadable(error: DossierError): ExtractionContent {
  return { status: 'unreadable', failure: error.failure };
}

function tooLarge(bytes: number): DossierError {
  const megabytes = (bytes / 1_000_000).toFixed(0);
  return new DossierError('document-too-large', `The file has ${megabytes} MB; at most 100 MB are read.`);
}
