import { csvReader } from './csv-reader.ts';
import type { DocumentHead, DocumentReader, DocumentType } from './document-type.ts';
import { markdownReader } from './markdown-reader.ts';
import { textReader } from './text-reader.ts';

/** The readers by type, in the order in which they are asked: one line a type. `text` takes everything, so it stands last. */
const DOCUMENT_READERS: Record<DocumentType, DocumentReader> = {
  markdown: markdownReader,
  csv: csvReader,
  text: textReader,
};

/** The type that a file's name speaks for, or null. */
export function typeOfName(name: string): DocumentType | null {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return documentTypes().find((type) => DOCUMENT_READERS[type].extensions.includes(extension)) ?? null;
}

/** The reader for decoded text: the one its name speaks for, else the first that recognises the content. */
export function readerFor(hint: DocumentType | null, head: DocumentHead): DocumentReader {
  if (hint !== null) return DOCUMENT_READERS[hint];
  const type = documentTypes().find((candidate) => DOCUMENT_READERS[candidate].recognises(head));
  return DOCUMENT_READERS[type ?? 'text'];
}

function documentTypes(): DocumentType[] {
  return Object.keys(DOCUMENT_READERS) as DocumentType[];
}
