import { DossierError } from '../failures.ts';
import { splitRow } from './markdown-text.ts';
import { CAPTION } from './print-markdown.ts';

/** A piece of source with the number of its line, from 1. */
export interface SourceLine {
  line: number;
  source: string;
}

/** A block as it stands in the source, its inline text not read yet. */
export type SourceBlock =
  | { type: 'heading'; line: number; level: number; source: string }
  | { type: 'paragraph' | 'quotation'; line: number; sentences: SourceLine[] }
  | { type: 'list'; line: number; ordered: boolean; items: SourceLine[][] }
  | { type: 'table'; line: number; caption: string; columns: string[]; rows: { line: number; cells: string[] }[] }
  | { type: 'figure'; line: number; caption: string; alt: string; sha256: string };

/** The error for a line that is not part of a draft's Markdown. */
export function lineError(line: number, words: string): DossierError {
  return new DossierError('draft-markdown-invalid', `Line ${line}: ${words}`, { field: `line ${line}` });
}

const BULLET = /^ {0,3}([-*+])(?:[ \t]+(.*)|$)/s;
const NUMBER = /^ {0,3}(\d{1,9})([.)])(?:[ \t]+(.*)|$)/s;
const RULE = /^(?:-{2,}|=+|(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const FENCE = /^\s*(?:```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*)|$)/s;
const FIGURE = /^!\[((?:\\.|[^\\])*)\]\(sha256:([0-9a-f]{64})\)\s*$/s;

interface ListMarker {
  ordered: boolean;
  /** The character that two items of one list share. */
  sign: string;
  number: number;
  rest: string;
}

function listMarker(source: string): ListMarker | null {
  const bullet = BULLET.exec(source);
  if (bullet !== null) return { ordered: false, sign: bullet[1] ?? '', number: 1, rest: bullet[2] ?? '' };
  const number = NUMBER.exec(source);
  if (number === null) return null;
  return { ordered: true, sign: number[2] ?? '', number: Number(number[1]), rest: number[3] ?? '' };
}

/** Reads a draft's Markdown line by line. One pass, no look-back: what a line is depends on its beginning alone. */
class BlockReader {
  private readonly lines: string[];
  private at = 0;
  readonly blocks: SourceBlock[] = [];
  constructor(markdown: string) {
    this.lines = markdown.replace(/^\uFEFF/, '').split(/\r\n|[\r\n\u2028\u2029]/);
  }

  read(): SourceBlock[] {
    while (this.at < this.lines.length) {
      if (this.isBlank(this.at)) this.at += 1;
      else this.blocks.push(this.block());
    }
    return this.blocks;
  }

  private source(at: number): string {
    return this.lines[at] ?? '';
  }

  private isBlank(at: number): boolean {
    return this.source(at).trim() === '';
  }

  private startsBlock(at: number): boolean {
    const source = this.source(at);
    const marker = listMarker(source);
    return (
      HEADING.test(source) ||
      /^ {0,3}>/.test(source) ||
      // A year that a line happens to begin with is no list, unless the list stands alone.
      (marker !== null && marker.number === 1) ||
      splitRow(source) !== null ||
      source.startsWith(CAPTION.table.trim()) ||
      source.startsWith(CAPTION.figure.trim())
    );
  }

  private block(): SourceBlock {
    const line = this.at + 1;
    const source = this.source(this.at);
    const heading = HEADING.exec(source);
    if (heading !== null) {
      this.at += 1;
      const text = (heading[2] ?? '').replace(/(^|[ \t])#+[ \t]*$/, '');
      return { type: 'heading', line, level: (heading[1] ?? '').length, source: text };
    }
    if (/^ {0,3}>/.test(source)) return this.quotation(line);
    const marker = RULE.test(source.trim()) ? null : listMarker(source);
    if (marker !== null) return this.list(line, marker);
    if (source.startsWith(CAPTION.table.trim())) return this.table(line, source.slice(CAPTION.table.trim().length));
    if (source.startsWith(CAPTION.figure.trim())) return this.figure(line, source.slice(CAPTION.figure.trim().length));
    if (splitRow(source) !== null) throw lineError(line, 'a table needs the line "**Table:** CAPTION" above it.');
    return { type: 'paragraph', line, sentences: this.proseLines(() => this.source(this.at)) };
  }

  /** Gathers lines up to a blank one or the next block; each is a sentence. */
  private proseLines(strip: () => string): SourceLine[] {
    const found: SourceLine[] = [];
    do {
      found.push(this.proseLine(strip()));
      this.at += 1;
    } while (this.at < this.lines.length && !this.isBlank(this.at) && !this.startsBlock(this.at));
    return found;
  }

  private proseLine(source: string): SourceLine {
    const line = this.at + 1;
    if (RULE.test(source.trim()))
      throw lineError(line, 'a rule or underlined heading is not part of a draft; use "## HEADING".');
    if (FENCE.test(source)) throw lineError(line, 'code blocks are not part of a draft.');
    return { line, source };
  }

  private quotation(line: number): SourceBlock {
    const sentences: SourceLine[] = [];
    while (this.at < this.lines.length && !this.isBlank(this.at)) {
      const quoted = /^ {0,3}> ?(.*)$/s.exec(this.source(this.at));
      if (quoted === null && this.startsBlock(this.at)) break;
      const source = quoted === null ? this.source(this.at) : (quoted[1] ?? '');
      if (source.trim() !== '') {
        if (HEADING.test(source) || listMarker(source) !== null || /^ {0,3}>/.test(source))
          throw lineError(this.at + 1, 'a quotation holds sentences only.');
        sentences.push(this.proseLine(source));
      }
      this.at += 1;
    }
    if (sentences.length === 0) throw lineError(line, 'the quotation is empty.');
    return { type: 'quotation', line, sentences };
  }

  private list(line: number, first: ListMarker): SourceBlock {
    const items: SourceLine[][] = [];
    while (this.at < this.lines.length) {
      const source = this.source(this.at);
      const marker = RULE.test(source.trim()) ? null : listMarker(source);
      if (marker === null || marker.sign !== first.sign) break;
      items.push(this.listItem(marker));
      let next = this.at;
      while (next < this.lines.length && this.isBlank(next)) next += 1;
      if (listMarker(this.source(next))?.sign === first.sign) this.at = next;
    }
    return { type: 'list', line, ordered: first.ordered, items };
  }

  private listItem(marker: ListMarker): SourceLine[] {
    if (marker.rest.trim() === '') throw lineError(this.at + 1, 'the list item is empty.');
    const sentences = [this.itemLine(marker.rest)];
    for (this.at += 1; this.at < this.lines.length; this.at += 1) {
      const source = this.source(this.at);
      if (this.isBlank(this.at) && /^[ \t]{2,}\S/.test(this.source(this.at + 1))) continue;
      const indented = /^[ \t]{2,}\S/.test(source);
      if (this.isBlank(this.at) || (!indented && (this.startsBlock(this.at) || listMarker(source) !== null))) break;
      sentences.push(this.itemLine(source.trim()));
    }
    return sentences;
  }

  private itemLine(source: string): SourceLine {
    const nested = listMarker(source) ?? HEADING.exec(source) ?? /^>/.exec(source) ?? splitRow(source);
    if (nested !== null) throw lineError(this.at + 1, 'a list item holds sentences only; lists are not nested.');
    return this.proseLine(source);
  }

  private afterCaption(): string {
    this.at += 1;
    while (this.at < this.lines.length && this.isBlank(this.at)) this.at += 1;
    return this.source(this.at);
  }

  private table(line: number, caption: string): SourceBlock {
    const columns = splitRow(this.afterCaption());
    const rule = splitRow(this.source(this.at + 1));
    if (columns === null || columns.length < 2 || rule === null || rule.some((cell) => !/^:?-+:?$/.test(cell)))
      throw lineError(line, 'below the caption stands no table.');
    this.at += 2;
    const rows: { line: number; cells: string[] }[] = [];
    for (; this.at < this.lines.length && !this.isBlank(this.at); this.at += 1) {
      const cells = splitRow(this.source(this.at));
      if (cells === null || cells.length === 0) throw lineError(this.at + 1, 'a row of a table begins with "|".');
      rows.push({ line: this.at + 1, cells });
    }
    return { type: 'table', line, caption, columns, rows };
  }

  private figure(line: number, caption: string): SourceBlock {
    const image = FIGURE.exec(this.afterCaption());
    if (image === null) throw lineError(line, 'below the caption stands no figure.');
    this.at += 1;
    return { type: 'figure', line, caption, alt: image[1] ?? '', sha256: image[2] ?? '' };
  }
}

/** Divides a draft's Markdown into blocks with line numbers. Throws `draft-markdown-invalid` for what no draft holds. */
export function readBlocks(markdown: string): SourceBlock[] {
  return new BlockReader(markdown).read();
}
