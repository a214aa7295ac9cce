import type { ExtractionSink } from './extraction-sink.ts';

/** What a type is recognised by: the decoded beginning of a file, at most 64 KB, and whether that is all of it. */
export interface DocumentHead {
  text: string;
  complete: boolean;
}

/** How one type of document is recognised and read. */
export interface DocumentReader {
  mediaType: string;
  /** Endings of file names in lower case, without the dot. They decide between types of text only: what is no text is no document, whatever its name. */
  extensions: readonly string[];
  /** Whether content that no ending settles is of this type. The registry asks in its order; the first yes wins. */
  recognises(head: DocumentHead): boolean;
  /** Reads decoded text piece by piece into the sink; memory must not grow with the text. Throws a `DossierError` of class `input` where the document is at fault. */
  read(text: AsyncIterable<string>, head: DocumentHead, sink: ExtractionSink): Promise<void>;
}
