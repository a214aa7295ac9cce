import { csvReader } from './csv-reader.ts';
import type { DocumentHead, DocumentReader } from './document-type.ts';
import { markdownReader } from './markdown-reader.ts';
import { textReader } from './text-reader.ts';

/** The readers by type, in the order in which they are asked: one line a type. `text` takes everything, so it stands last. */
const DOCUMENT_READERS = {
  markdown: markdownReader,
  csv: csvReader,
  text: textReader,
} satisfies Record<string, DocumentReader>;

/** Every type of document that can be read. */
export type DocumentType = keyof typeof DOCUMENT_READERS;

/** Raised whenever reading the same bytes may give something else, so that what older code read is not taken up again. */
const EXTRACTOR_VERSION = 1;

/**
 * The extractor's name in the ledger. The types that exist are part of it, so that a new one also gets at what was read, or refused, before;
 * the type that a file's name speaks for is, since it decides which reader is used.
 */
export function extractorName(hint: DocumentType | null): string {
  return `documents-${EXTRACTOR_VERSION}-${documentTypes().join('+')}-${hint ?? 'any'}`;
}

/** The type that a file's name speaks for, or null. */
export function typeOfName(name: string): DocumentType | null {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return documentTypes().find((type) => endingsOf(type).includes(extension)) ?? null;
}

/** The reader for decoded text: the one its name speaks for, else the first that recognises the content. */
export function readerFor(hint: DocumentType | null, head: DocumentHead): DocumentReader {
  if (hint !== null) return DOCUMENT_READERS[hint];
  const type = documentTypes().find((candidate) => DOCUMENT_READERS[candidate].recognises(head));
  return DOCUMENT_READERS[type ?? 'text'];
}

function endingsOf(type: DocumentType): readonly string[] {
  return DOCUMENT_READERS[type].extensions;
}

function documentTypes(): DocumentType[] {
  return Object.keys(DOCUMENT_READERS) as DocumentType[];
}
