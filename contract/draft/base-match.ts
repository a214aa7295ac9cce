import type { Block, Draft, Sentence } from './blocks.ts';

type TableBlock = Block & { type: 'table' };
type FigureBlock = Block & { type: 'figure' };

/** Things of a base draft in reading order, each given out once: the k-th asked for under a key is the k-th there. */
class Pool<T> {
  private readonly waiting = new Map<string, T[]>();
  add(key: string, value: T): void {
    const queue = this.waiting.get(key);
    if (queue === undefined) this.waiting.set(key, [value]);
    else queue.push(value);
  }
  take(key: string): T | null {
    return this.waiting.get(key)?.shift() ?? null;
  }
}

/** The key under which a table is found again: its caption and columns. */
function tableKey(caption: string, columns: readonly string[]): string {
  return JSON.stringify([caption, columns]);
}

/** Finds what a text takes over from the draft it was edited from, and makes ids for what is new. */
export class BaseMatch {
  private readonly sentences = new Pool<{ sentence: Sentence; block: Block }>();
  private readonly headings = new Pool<Block>();
  private readonly tables = new Pool<TableBlock>();
  private readonly figures = new Pool<FigureBlock>();
  private readonly usedBlocks = new Set<Block>();
  private readonly ids = new Set<string>();
  private created = 0;
  /** Ids that the base cites. */
  readonly evidence = new Set<string>();

  constructor(base: Draft) {
    for (const block of base.blocks) {
      this.ids.add(block.id);
      if (block.type === 'heading') this.headings.add(`${block.level} ${block.text}`, block);
      else if (block.type === 'table') this.addTable(block);
      else if (block.type === 'figure') this.figures.add(block.sha256, block);
      else this.addSentences(block);
    }
  }

  private addTable(block: TableBlock): void {
    this.tables.add(tableKey(block.caption, block.columns), block);
    for (const row of block.rows) {
      this.ids.add(row.id);
      for (const id of row.evidence) this.evidence.add(id);
    }
  }

  private addSentences(block: Block & { type: 'paragraph' | 'list' | 'quotation' }): void {
    for (const sentence of block.type === 'list' ? block.items.flat() : block.sentences) {
      this.ids.add(sentence.id);
      for (const id of sentence.evidence) this.evidence.add(id);
      this.sentences.add(sentence.text, { sentence, block });
    }
  }

  /** An id that the base does not have: `n1`, `n2`, ... */
  newId(): string {
    do this.created += 1;
    while (this.ids.has(`n${this.created}`));
    return `n${this.created}`;
  }

  /** The next base sentence of this text, with the block it stood in. */
  sentence(text: string): { sentence: Sentence; block: Block } | null {
    return this.sentences.take(text);
  }

  /** The id of a heading: its base's, else a new one. */
  headingId(level: number, text: string): string {
    return this.headings.take(`${level} ${text}`)?.id ?? this.newId();
  }

  /** The id of a block of sentences: that of the first base block of its type that its sentences come from and no other has taken. */
  blockId(type: Block['type'], from: readonly (Block | null)[]): string {
    const base = from.find((block) => block !== null && block.type === type && !this.usedBlocks.has(block));
    if (base === undefined || base === null) return this.newId();
    this.usedBlocks.add(base);
    return base.id;
  }

  table(caption: string, columns: readonly string[]): TableBlock | null {
    return this.tables.take(tableKey(caption, columns));
  }

  figure(sha256: string): FigureBlock | null {
    return this.figures.take(sha256);
  }
}

/** Gives each row of an edited table the id of the base row with the same cells, the k-th to the k-th, else null. */
export function matchRows(base: TableBlock, rows: readonly (readonly string[])[]): (string | null)[] {
  const pool = new Pool<string>();
  for (const row of base.rows) pool.add(JSON.stringify(row.cells), row.id);
  return rows.map((cells) => pool.take(JSON.stringify(cells)));
}
