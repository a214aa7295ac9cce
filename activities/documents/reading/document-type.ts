import type { ExtractionSink } from './extraction-sink.ts';

/** What a type is recognised by: the decoded beginning of a file, at most 64 KB, and whether that is all of it. */
export interface DocumentHead {
  text: string;
  complete: boolean;
}

/** How one type of text is recognised and read, by stream. */
export interface DocumentReader {
  mediaType: string;
  /** Endings of file names in lower case, without the dot. They decide between types of text only: what is no text is no document, whatever its name. */
  extensions: readonly string[];
  /** Whether content that no ending settles is of this type. The registry asks in its order; the first yes wins. */
  recognises(head: DocumentHead): boolean;
  /** Reads decoded text piece by piece into the sink; memory must not grow with the text. Throws a `DossierError` of class `input` where the document is at fault. */
  read(text: AsyncIterable<string>, head: DocumentHead, sink: ExtractionSink): Promise<void>;
}

/**
 * How one type of document that is no plain text (a PDF, an office document, a web page in its own encoding) is recognised and read.
 * It runs in a thread of its own with bounded memory and time, so it may hold the whole file, and a hostile file can take down nothing but that thread.
 */
export interface BytesReader {
  mediaType: string;
  /** Endings of file names in lower case, without the dot; they only speak for a type where the content leaves it open. */
  extensions: readonly string[];
  /** Cheap look at the first bytes (at most 64 KB): whether it may be of this type. */
  mayBe(beginning: Uint8Array): boolean;
  /** Whether the whole content is of this type. */
  recognises(bytes: Uint8Array): boolean | Promise<boolean>;
  /** Reads all of it into the sink, in document order. Throws a `DossierError` of class `input` where the document is at fault. */
  read(bytes: Uint8Array, sink: ExtractionSink): Promise<void>;
}
