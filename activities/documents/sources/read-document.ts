import type { DocumentRead, DocumentToRead } from '../../../contract/document-reading.ts';
import { type ExtractionDigest, PREVIEW_CHARS } from '../../../contract/extraction-api.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { ActivityControl } from '../../activity-control.ts';
import { readJsonLines } from '../json-lines.ts';
import { type ExtractionContent, extractedPassageSchema } from '../reading/extraction.ts';
import { createTicker, type ProgressTicker } from '../reading/progress-ticker.ts';
import { type ExtractionPorts, extractionOf } from './extraction-of.ts';

/** A word, or one character of a script that writes without spaces. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*[\p{L}\p{N}][^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]*/gu;

/** The `readDocument` activity over its ports. */
export type ReadDocument = (
  input: Omit<DocumentToRead, 'timeScale'>,
  control: Pick<ActivityControl, 'signal' | 'heartbeat'>,
) => Promise<DocumentRead>;

/** Makes the activity that reads one document that was uploaded, keeps the extraction as the ingest step of a job would, and tells what it gave. */
export function createReadDocument(ports: ExtractionPorts): ReadDocument {
  return async ({ organisation, owner, sha256, bytes, extension }, control) => {
    const name = extension === '' ? 'document' : `document.${extension}`;
    const artifact = { sha256, bytes, mediaType: 'application/octet-stream', title: 'Document' };
    const ticker = createTicker(control, 1);
    ticker.source(1, '');
    const extraction = await extractionOf({ artifact, name }, { organisation, owner }, ports, ticker);
    const digest = await digestOf(extraction, ports.artifacts, ticker);
    return { digest: await ports.artifacts.putJson(digest, 'What reading gave') };
  };
}

async function digestOf(
  extraction: ExtractionContent,
  artifacts: ArtifactStore,
  ticker: ProgressTicker,
): Promise<ExtractionDigest> {
  if (extraction.status === 'unreadable') return extraction;
  const { mediaType, passageCount, passages, tables, remarks = [] } = extraction;
  const told = { pages: 0, words: 0, preview: '' };
  for await (const batch of readJsonLines(artifacts, passages.sha256)) {
    for (const line of batch) {
      const { text, locator } = extractedPassageSchema.parse(line);
      ticker.tick('passages');
      if (locator.kind === 'page') told.pages = Math.max(told.pages, locator.page);
      told.words += text.match(WORD)?.length ?? 0;
      if (told.preview.length < PREVIEW_CHARS) told.preview += `${told.preview === '' ? '' : '\n\n'}${text}`;
    }
  }
  const pages = told.pages === 0 ? null : told.pages;
  const counts = { pages, words: told.words, passages: passageCount, tables: tables.length };
  return { status: 'read', mediaType, ...counts, remarks, preview: shortened(told.preview) };
}

/** Cut between characters, never within one. */
function shortened(text: string): string {
  if (text.length <= PREVIEW_CHARS) return text;
  return `${text.slice(0, PREVIEW_CHARS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
