import type { ExtractionSink } from '../extraction-sink.ts';
import { PassageAssembler, type Piece } from '../passage-assembler.ts';
import type { Furniture } from './furniture.ts';
import type { HeadingTrail } from './headings.ts';
import type { TextLine } from './lines.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import { TableWriter } from './table-writer.ts';

/** Writes laid out pages into the sink: passages by paragraph, headings, tables. A sentence that runs over the end of a page stays two passages. */
export class PageWriter {
  readonly #sink: ExtractionSink;
  readonly #trail: HeadingTrail;
  readonly #furniture: Furniture;
  readonly #tables: TableWriter;
  readonly #passages = new PassageAssembler();
  #page = 0;
  #paragraph = 0;

  constructor(sink: ExtractionSink, trail: HeadingTrail, furniture: Furniture) {
    this.#sink = sink;
    this.#trail = trail;
    this.#furniture = furniture;
    this.#tables = new TableWriter(sink);
  }

  /** Learns from a page, some pages before it is written. */
  count(columns: readonly TextLine[][]): void {
    this.#trail.count(columns.map((lines) => ({ lines, isUnit: false })));
    this.#furniture.count(columns.flat());
    this.#tables.count(columns.flat());
  }

  async write(page: number, columns: readonly TextLine[][]): Promise<void> {
    this.#page = page;
    this.#paragraph = 0;
    const frame = this.#furniture.of(columns.flat());
    for (const lines of columns) {
      for (const part of partsOf(lines, frame)) {
        if (part.frame) await this.#frame(part.lines);
        else for (const paragraph of paragraphsOf(part.lines)) await this.#write(paragraph);
        await this.#flush();
      }
      await this.#tables.write(lines.filter((line) => !frame.has(line)));
    }
  }

  async #write(paragraph: Paragraph): Promise<void> {
    this.#paragraph += 1;
    const heading = this.#trail.headingOf(paragraph);
    if (heading !== null) {
      await this.#flush();
      const text = paragraph.lines.map((line) => line.text).join('\n');
      const outer = this.#trail.headings;
      this.#trail.enter(heading);
      this.#sink.heading(heading.text);
      const above = this.#trail.headings.slice(0, -1).filter((one) => outer.includes(one));
      await this.#passage({ text, from: this.#paragraph, to: this.#paragraph }, above, false);
      return;
    }
    if (!paragraph.isUnit) await this.#flush();
    for (const [at, line] of paragraph.lines.entries())
      await this.#passagesOf(this.#passages.add(`${line.text}\n`, this.#paragraph, at === 0));
    if (!paragraph.isUnit) await this.#flush();
  }

  /** Running titles and page numbers are kept, and not searched. */
  async #frame(lines: readonly TextLine[]): Promise<void> {
    this.#paragraph += 1;
    const text = lines.map((line) => line.text).join('\n');
    await this.#passage({ text, from: this.#paragraph, to: this.#paragraph }, [], false);
  }

  async #flush(): Promise<void> {
    await this.#passagesOf(this.#passages.finish());
  }

  async #passagesOf(pieces: readonly Piece[]): Promise<void> {
    for (const piece of pieces) await this.#passage(piece, this.#trail.headings, true);
  }

  #passage({ text, from }: Piece, headings: string[], indexed: boolean): Promise<void> {
    return this.#sink.passage({
      locator: { kind: 'page', page: this.#page, paragraph: from },
      headings,
      text,
      indexed,
    });
  }
}

/** Parts the lines of a column where text and the page's frame meet. */
function partsOf(lines: readonly TextLine[], frame: ReadonlySet<TextLine>): { frame: boolean; lines: TextLine[] }[] {
  const parts: { frame: boolean; lines: TextLine[] }[] = [];
  for (const line of lines) {
    const part = parts.at(-1);
    if (part?.frame === frame.has(line)) part.lines.push(line);
    else parts.push({ frame: frame.has(line), lines: [line] });
  }
  return parts;
}
