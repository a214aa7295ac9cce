import type { ExtractionSink, TableSink } from '../reading/extraction-sink.ts';
import type { Line } from '../reading/lines.ts';
import { PassageAssembler, type Piece } from '../reading/passage-assembler.ts';
import { closesFence, type LineKind, lineKind, tableCells } from './markdown-lines.ts';

type Block = { kind: 'none' } | { kind: 'paragraph' } | ListBlock | { kind: 'fence'; mark: string } | TableBlock;
interface ListBlock {
  kind: 'list';
  afterBlank: boolean;
}
interface TableBlock {
  kind: 'table';
  table: TableSink | null;
}

/** Puts the lines of a Markdown document together to blocks. Knows one line back at most, so that memory does not grow with the document. */
export class MarkdownBlocks {
  readonly #sink: ExtractionSink;
  readonly #passages = new PassageAssembler();
  #block: Block = { kind: 'none' };
  #path: { level: number; text: string }[] = [];
  /** The last line of a paragraph: it may turn out to be a table's header or an underlined heading. */
  #held: Line | null = null;

  constructor(sink: ExtractionSink) {
    this.#sink = sink;
  }

  async line(line: Line): Promise<void> {
    if (this.#block.kind === 'fence') return this.#insideFence(line, this.#block.mark);
    const kind = lineKind(line.text);
    if (this.#block.kind === 'table') {
      if (line.text.includes('|') && kind.kind !== 'fence') return this.#tableRow(line, this.#block.table);
      await this.#endBlock();
    }
    if (await this.#turnsHeldLine(line, kind)) return;
    return this.#freshLine(line, kind);
  }

  async end(): Promise<void> {
    await this.#endBlock();
  }

  /** Whether the line makes a table or a heading of the line before it. */
  async #turnsHeldLine(line: Line, kind: LineKind): Promise<boolean> {
    const held = this.#held;
    if (held === null) return false;
    const isDelimiter = kind.kind === 'delimiter-row' || (kind.kind === 'underline' && held.text.includes('|'));
    if (isDelimiter && held.text.includes('|') && columnsOf(kind) === tableCells(held.text).length) {
      await this.#startTable(held, line);
      return true;
    }
    if (kind.kind !== 'underline' || !this.#passages.isEmpty) return false;
    this.#held = null;
    this.#block = { kind: 'none' };
    await this.#heading(kind.level, held.text.trim(), {
      text: held.text + line.text,
      from: held.number,
      to: line.number,
    });
    return true;
  }

  async #freshLine(line: Line, kind: LineKind): Promise<void> {
    switch (kind.kind) {
      case 'blank':
        return this.#blank(line);
      case 'heading':
        await this.#endBlock();
        return this.#heading(kind.level, kind.text, { text: line.text, from: line.number, to: line.number });
      case 'fence':
        await this.#endBlock();
        this.#block = { kind: 'fence', mark: kind.mark };
        return this.#gather(line, false);
      case 'rule':
      case 'underline':
        return this.#endBlock();
      case 'list-item':
        return this.#listItem(line, kind.indent);
      case 'delimiter-row':
        return this.#text(line, false);
      case 'other':
        return this.#text(line, kind.indented);
    }
  }

  async #blank(line: Line): Promise<void> {
    if (this.#block.kind !== 'list') return this.#endBlock();
    this.#block.afterBlank = true;
    await this.#gather(line, false);
  }

  async #listItem(line: Line, indent: number): Promise<void> {
    if (this.#block.kind !== 'list') await this.#endBlock();
    this.#block = { kind: 'list', afterBlank: false };
    await this.#gather(line, indent < 2);
  }

  async #text(line: Line, indented: boolean): Promise<void> {
    if (this.#block.kind === 'list' && (indented || !this.#block.afterBlank)) return this.#gather(line, false);
    if (this.#block.kind !== 'paragraph') await this.#endBlock();
    this.#block = { kind: 'paragraph' };
    await this.#release();
    this.#held = line;
  }

  async #insideFence(line: Line, mark: string): Promise<void> {
    await this.#gather(line, false);
    if (closesFence(line.text, mark)) await this.#endBlock();
  }

  async #startTable(header: Line, delimiter: Line): Promise<void> {
    this.#held = null;
    await this.#endBlock();
    const title = this.#path.at(-1)?.text ?? null;
    const table = this.#sink.table({ title, header: tableCells(header.text), likelyNotation: null });
    this.#block = { kind: 'table', table };
    await this.#gather(header, false);
    await this.#gather(delimiter, false);
  }

  async #tableRow(line: Line, table: TableSink | null): Promise<void> {
    await table?.row(tableCells(line.text));
    await this.#gather(line, true);
  }

  async #heading(level: number, text: string, raw: Piece): Promise<void> {
    this.#path = this.#path.filter((above) => above.level < level);
    if (text === '') return;
    await this.#passage({ ...raw, text: raw.text.trim() }, false);
    this.#path.push({ level, text });
    this.#sink.heading(text);
  }

  async #gather(line: Line, startsUnit: boolean): Promise<void> {
    for (const piece of this.#passages.add(line.text, line.number, startsUnit)) await this.#passage(piece, true);
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (held !== null) await this.#gather(held, false);
  }

  async #endBlock(): Promise<void> {
    await this.#release();
    for (const piece of this.#passages.finish()) await this.#passage(piece, true);
    if (this.#block.kind === 'table') await this.#block.table?.close();
    this.#block = { kind: 'none' };
  }

  #passage({ text, from, to }: Piece, indexed: boolean): Promise<void> {
    const headings = this.#path.map((heading) => heading.text);
    return this.#sink.passage({ locator: { kind: 'lines', from, to }, headings, text, indexed });
  }
}

function columnsOf(kind: LineKind): number {
  return kind.kind === 'delimiter-row' ? kind.columns : 1;
}
