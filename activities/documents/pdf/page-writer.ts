import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { PassageAssembler, type Piece } from '../reading/passage-assembler.ts';
import type { FrameLine, Furniture } from './furniture.ts';
import type { HeadingTrail } from './headings.ts';
import { lineOf } from './lines.ts';
import { columnsOf } from './page-layout.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import type { Row } from './rows.ts';
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

  /** Learns from a page, some pages before it is written; `groups` are its rows by direction, level ones first. */
  count(groups: readonly Row[][]): void {
    const lines = groups.flat().map(lineOf);
    this.#trail.count(lines);
    this.#tables.count(lines);
    this.#furniture.count(groups[0] ?? []);
  }

  async write(page: number, groups: readonly Row[][]): Promise<void> {
    this.#page = page;
    this.#paragraph = 0;
    const [level = [], ...turned] = groups;
    const { above, rows, below } = this.#furniture.part(level);
    for (const line of above) await this.#frame(line);
    for (const part of [rows, ...turned]) await this.#part(part);
    for (const line of below) await this.#frame(line);
  }

  /** Writes what waited for a further page. */
  end(): Promise<void> {
    return this.#tables.end();
  }

  async #part(rows: readonly Row[]): Promise<void> {
    for (const lines of columnsOf(rows)) {
      for (const paragraph of paragraphsOf(lines)) await this.#write(paragraph);
      await this.#flush();
      await this.#tables.write(lines);
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

  /** Running titles are searched where they stand first. */
  async #frame({ text, isNew }: FrameLine): Promise<void> {
    this.#paragraph += 1;
    await this.#passage({ text, from: this.#paragraph, to: this.#paragraph }, [], isNew);
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
