import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { PassageAssembler, type Piece } from '../reading/passage-assembler.ts';
import type { Block } from './flow-event.ts';

/** Makes passages of blocks: a paragraph is one, a list is grouped into few, each under its headings and numbered as a paragraph of the document. */
export class BlockPassages {
  readonly #sink: ExtractionSink;
  readonly #list = new PassageAssembler();
  #listIndexed = true;
  #path: { level: number; text: string }[] = [];
  #number = 0;

  constructor(sink: ExtractionSink) {
    this.#sink = sink;
  }

  /** The headings that stand above what comes next, outermost first. */
  get headings(): string[] {
    return this.#path.map((heading) => heading.text);
  }

  async block(block: Block): Promise<void> {
    this.#number += 1;
    if (block.kind === 'item') return this.#item(block);
    await this.endList();
    if (block.kind === 'heading') return this.#heading(block);
    await this.#whole(block.text, block.indexed);
  }

  /** Writes out the list that is being gathered. */
  async endList(): Promise<void> {
    for (const piece of this.#list.finish()) await this.#passage(piece, this.#listIndexed);
  }

  async #item(item: Extract<Block, { kind: 'item' }>): Promise<void> {
    if (this.#listIndexed !== item.indexed) await this.endList();
    this.#listIndexed = item.indexed;
    const line = `${itemLine(item)}\n`;
    for (const piece of this.#list.add(line, this.#number, item.startsUnit)) await this.#passage(piece, item.indexed);
  }

  async #heading({ level, text, indexed }: Extract<Block, { kind: 'heading' }>): Promise<void> {
    // A heading inside a menu heads the menu only.
    if (!indexed) return this.#whole(text, false);
    this.#path = this.#path.filter((above) => above.level < level);
    await this.#whole(text, false);
    this.#path.push({ level, text: shortened(text) });
    this.#sink.heading(shortened(text));
  }

  async #whole(text: string, indexed: boolean): Promise<void> {
    const whole = new PassageAssembler();
    for (const piece of whole.add(text, this.#number, true)) await this.#passage(piece, indexed);
    for (const piece of whole.finish()) await this.#passage(piece, indexed);
  }

  #passage({ text, from }: Piece, indexed: boolean): Promise<void> {
    const locator = { kind: 'paragraph', paragraph: from } as const;
    return this.#sink.passage({ locator, headings: this.headings, text, indexed });
  }
}

/** A block's text with what a reader sees before it. */
export function blockText(block: Block): string {
  return block.kind === 'item' && block.mark !== null ? `${block.mark} ${block.text}` : block.text;
}

/** Words as a heading over passages, no longer than headings are kept. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > DOCUMENT_LIMITS.headingChars ? `${line.slice(0, DOCUMENT_LIMITS.headingChars)}…` : line;
}

function itemLine(item: Extract<Block, { kind: 'item' }>): string {
  return '  '.repeat(Math.min(item.depth, 8)) + blockText(item);
}
