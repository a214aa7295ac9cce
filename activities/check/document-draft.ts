import type { CheckedDocument } from '../../contract/checked-document.ts';
import type { Block, Sentence } from '../../contract/draft/blocks.ts';
import { withoutCitationMarks } from '../../contract/evidence/citation-marks.ts';
import type { Locator } from '../../contract/evidence/locator.ts';
import type { Segment } from './document-segments.ts';
import { documentSentences } from './document-sentences.ts';
import { sentenceKind } from './sentence-kind.ts';

/** A heading or a segment of the document, with where it stands. */
export type Placed = { heading: string; level: number } | { segment: Segment; locator: Locator };

type Prose = Exclude<Segment, { kind: 'row' }>;

const MOST_CAPTION = 300;

/** Builds the blocks of a document's draft: ids `b1`, `s1`, `r1`... in reading order, and where each sentence and row stands. */
export class DocumentDraft {
  readonly #blocks: Block[] = [];
  readonly #places: Record<string, Locator> = {};
  #section = '';
  #sentences = 0;
  #rows = 0;

  add(placed: Placed): void {
    if ('heading' in placed) this.#heading(placed.heading, placed.level);
    else if (placed.segment.kind === 'row') this.#row(placed.segment, placed.locator);
    else this.#prose(placed.segment, placed.locator);
  }

  #prose(segment: Prose, locator: Locator): void {
    const sentences = this.#sentencesOf(segment, locator);
    const last = this.#blocks.at(-1);
    if (sentences.length === 0) return;
    if (segment.kind === 'item') {
      if (last?.type === 'list' && last.ordered === segment.ordered) last.items.push(sentences);
      else this.#blocks.push({ type: 'list', id: this.#blockId(), ordered: segment.ordered, items: [sentences] });
      return;
    }
    const type = segment.kind === 'quotation' ? 'quotation' : 'paragraph';
    this.#blocks.push({ type, id: this.#blockId(), sentences });
  }

  /** The document; a first heading that is its title is not said twice, and the others move up where it was the only one of its level. */
  finish(name: string, title: string): CheckedDocument {
    const [first, ...rest] = this.#blocks;
    const isTitled = first?.type === 'heading' && first.text === title;
    const blocks = isTitled ? rest : this.#blocks;
    const isAlone = isTitled && !rest.some((block) => block.type === 'heading' && block.level === 1);
    const moved = isAlone
      ? blocks.map((block) => (block.type === 'heading' ? { ...block, level: block.level - 1 } : block))
      : blocks;
    return { name, draft: { title, blocks: moved.map(withoutMarkColumn) }, places: this.#places };
  }

  #heading(text: string, level: number): void {
    this.#section = text;
    this.#blocks.push({ type: 'heading', id: this.#blockId(), level: Math.min(4, Math.max(1, level)), text });
  }

  #sentencesOf(segment: Prose, locator: Locator): Sentence[] {
    return documentSentences(segment.text).map((text) => {
      this.#sentences += 1;
      const id = `s${this.#sentences}`;
      this.#places[id] = locator;
      return { id, kind: segment.kind === 'note' ? 'analysis' : sentenceKind(text), text, evidence: [] };
    });
  }

  #row({ cells, isHeader }: Extract<Segment, { kind: 'row' }>, locator: Locator): void {
    const last = this.#blocks.at(-1);
    if (!isHeader && last?.type === 'table' && last.columns.length >= cells.length) {
      this.#rows += 1;
      const id = `r${this.#rows}`;
      this.#places[id] = locator;
      last.rows.push({ id, cells: last.columns.map((_, at) => cells[at] ?? ''), evidence: [] });
      return;
    }
    const caption = this.#captionAbove();
    // Rows before any header still are rows: their first one stands where the columns' names would.
    const columns = cells.map((cell, at) => (cell === '' ? `(${at + 1})` : cell.slice(0, MOST_CAPTION)));
    this.#blocks.push({ type: 'table', id: this.#blockId(), caption, columns, rows: [] });
  }

  /** The words of a line `Table: ...` right above, as Dossier prints it; else the heading. */
  #captionAbove(): string {
    const last = this.#blocks.at(-1);
    const only = last?.type === 'paragraph' && last.sentences.length === 1 ? last.sentences[0] : undefined;
    const printed = /^Table: (\S.*)$/.exec(only?.text ?? '')?.[1];
    if (only === undefined || printed === undefined)
      return this.#section === '' ? 'Table' : this.#section.slice(0, MOST_CAPTION).trim();
    this.#blocks.pop();
    delete this.#places[only.id];
    return printed.slice(0, MOST_CAPTION).trim();
  }

  #blockId(): string {
    return `b${this.#blocks.length + 1}`;
  }
}

/** A table without a last column that holds nothing but citation marks, as Dossier prints it: marks are no words of a row. */
function withoutMarkColumn(block: Block): Block {
  if (block.type !== 'table' || block.columns.length < 2 || block.columns.at(-1) !== 'Evidence') return block;
  const isMarks = block.rows.every(({ cells }) => withoutCitationMarks(cells.at(-1) ?? '') === '');
  if (!isMarks) return block;
  const rows = block.rows.map((row) => ({ ...row, cells: row.cells.slice(0, -1) }));
  return { ...block, columns: block.columns.slice(0, -1), rows };
}
