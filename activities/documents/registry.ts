import { csvReader } from './csv/csv-reader.ts';
import { docxReader } from './docx/docx-reader.ts';
import { htmlReader } from './html/html-reader.ts';
import { markdownReader } from './markdown/markdown-reader.ts';
import { pdfReader } from './pdf/pdf-reader.ts';
import type { BytesReader, DocumentHead, DocumentReader } from './reading/document-type.ts';
import { binaryFormat, unreadTextFormat } from './reading/signatures.ts';
import { textReader } from './text/text-reader.ts';
import { xlsxReader } from './xlsx/xlsx-reader.ts';

/** The readers of text by type, in the order in which they are asked: one line a type. `text` takes everything, so it stands last. */
const TEXT_READERS = {
  markdown: markdownReader,
  csv: csvReader,
  text: textReader,
} satisfies Record<string, DocumentReader>;

/** The readers of bytes by type, in the order in which they are asked: one line a type. All of them are asked before the readers of text. */
export const BYTES_READERS = {
  pdf: pdfReader,
  docx: docxReader,
  html: htmlReader,
  xlsx: xlsxReader,
} satisfies Record<string, BytesReader>;

/** A type that is read as decoded text. */
type TextType = keyof typeof TEXT_READERS;

/** A type that is read from its bytes, in a thread of its own. */
export type BytesType = keyof typeof BYTES_READERS;

/** Every type of document that can be read. */
export type DocumentType = TextType | BytesType;

/** Raised whenever reading the same bytes may give something else, so that what older code read is not taken up again. */
const EXTRACTOR_VERSION = 6;

/**
 * The extractor's name in the ledger. The types that exist are part of it, so that a new one also gets at what was read, or refused, before;
 * the type that a file's name speaks for is, since it decides which reader is used.
 */
export function extractorName(hint: DocumentType | null): string {
  return `documents-${EXTRACTOR_VERSION}-${[...textTypes(), ...bytesTypes()].join('+')}-${hint ?? 'any'}`;
}

/** The type that a file's name speaks for, or null. */
export function typeOfName(name: string): DocumentType | null {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return (
    textTypes().find((type) => speaksFor(TEXT_READERS[type], extension)) ??
    bytesTypes().find((type) => speaksFor(BYTES_READERS[type], extension)) ??
    null
  );
}

/** Whether a type is read from its bytes. */
export function isBytesType(type: DocumentType): type is BytesType {
  return Object.hasOwn(BYTES_READERS, type);
}

/**
 * The readers of bytes to ask about a file, by its first bytes. A name of a text type keeps the file with the readers of text,
 * unless its content says that it is none: a README begins with a tag often enough.
 */
export function bytesTypesOf(hint: DocumentType | null, first: Uint8Array): BytesType[] {
  if (hint !== null && !isBytesType(hint) && binaryFormat(first) === null) {
    const text = new TextDecoder().decode(first);
    if (unreadTextFormat({ text, complete: false }) === null) return [];
  }
  return bytesTypes().filter((type) => BYTES_READERS[type].mayBe(first));
}

/** The reader for decoded text: the one its name speaks for, else the first that recognises the content. */
export function readerFor(hint: DocumentType | null, head: DocumentHead): DocumentReader {
  if (hint !== null && !isBytesType(hint)) return TEXT_READERS[hint];
  const type = textTypes().find((candidate) => TEXT_READERS[candidate].recognises(head));
  return TEXT_READERS[type ?? 'text'];
}

function speaksFor({ extensions }: { extensions: readonly string[] }, extension: string): boolean {
  return extensions.includes(extension);
}

function textTypes(): TextType[] {
  return Object.keys(TEXT_READERS) as TextType[];
}

function bytesTypes(): BytesType[] {
  return Object.keys(BYTES_READERS) as BytesType[];
}
