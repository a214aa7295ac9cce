import type { DocumentReader } from '../reading/document-type.ts';
import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { type Line, readLines } from '../reading/lines.ts';
import { PassageAssembler } from '../reading/passage-assembler.ts';

/** Reads plain text: a passage for each paragraph, under the last line that looks like a heading. */
export const textReader: DocumentReader = {
  mediaType: 'text/plain',
  extensions: ['txt', 'text', 'log'],
  recognises: () => true,
  async read(text, _head, sink) {
    const paragraphs = new ParagraphReader(sink);
    for await (const lines of readLines(text)) {
      for (const line of lines) await paragraphs.line(line);
    }
    await paragraphs.end();
  },
};

class ParagraphReader {
  readonly #sink: ExtractionSink;
  readonly #block = new PassageAssembler();
  #headings: string[] = [];
  /** The only line of the paragraph so far, which may turn out to be a heading. */
  #single: string | null = null;

  constructor(sink: ExtractionSink) {
    this.#sink = sink;
  }

  async line({ number, text }: Line): Promise<void> {
    if (text.trim() === '') return this.end();
    this.#single = this.#block.isEmpty ? text : null;
    for (const piece of this.#block.add(text, number, false)) await this.#passage(piece, true);
  }

  async end(): Promise<void> {
    const heading = this.#single === null ? null : headingOf(this.#single);
    this.#single = null;
    if (heading !== null) this.#headings = [];
    for (const piece of this.#block.finish()) await this.#passage(piece, heading === null);
    if (heading === null) return;
    this.#headings = [heading];
    this.#sink.heading(heading);
  }

  #passage(piece: { text: string; from: number; to: number }, indexed: boolean): Promise<void> {
    const { text, from, to } = piece;
    return this.#sink.passage({ locator: { kind: 'lines', from, to }, headings: this.#headings, text, indexed });
  }
}

/** The words of a line that stands alone and looks like a heading: numbered, or all in capitals, short and without a full stop. */
function headingOf(line: string): string | null {
  const text = line.trim();
  if (text.length > 80 || /[.!?:;,]$/.test(text) || /^\s/.test(line)) return null;
  const numbered = /^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.|[A-Z][.)])\s+\p{Lu}/u.test(text);
  const capitals = /\p{Lu}{3}/u.test(text) && !/\p{Ll}/u.test(text);
  return numbered || capitals ? text : null;
}
