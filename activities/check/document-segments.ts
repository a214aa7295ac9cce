import { asRead } from '../../contract/draft/as-read.ts';
import type { Passage } from '../../contract/evidence/source.ts';
import { tableCells } from '../documents/markdown/markdown-lines.ts';

/** A piece of a passage that stands apart by its lines. `text` is on one line, without the marks that say what it is. */
export type Segment =
  | { kind: 'paragraph' | 'quotation' | 'note'; text: string }
  | { kind: 'item'; ordered: boolean; text: string }
  | { kind: 'row'; cells: string[]; isHeader: boolean };

type Prose = Extract<Segment, { text: string }>;

const ITEM = /^\s*(?:([-*+•‣▪◦–])|(\d{1,3})[.)]|\[[ xX]\])\s+/;
const QUOTED = /^\s{0,3}>\s?/;
const NOTE = /^\[\^[^\]]+\]:|^\[(?:foot|end)?note \d{1,3}\]|↩\uFE0E?$/i;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const FENCE = /^\s*(?:`{3,}|~{3,})/;

/** Joins two lines of one paragraph; a word that a hyphen divides at the line's end is one word where the document writes it so. */
export function joinLines(before: string, after: string, words: ReadonlySet<string>): string {
  const divided = /(\p{L}+)-$/u.exec(before);
  const rest = /^\p{Ll}+/u.exec(after);
  // What a hyphen joins stays joined, as gpt-5.4 does; "short- and long-term" is written apart.
  const isJoined = /[\p{L}\p{N}]-$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) && !/^(?:and|or|to)\b/.test(after);
  if (!isJoined) return before === '' ? after : `${before} ${after}`;
  if (divided === null || rest === null) return `${before}${after}`;
  const whole = `${divided[1]}${rest[0]}`.toLowerCase();
  return words.has(whole) ? `${before.slice(0, -1)}${after}` : `${before}${after}`;
}

/** Divides a passage into its segments: paragraphs, items of lists, rows of tables. Lines that a page or a hard wrap broke are joined. */
export class SegmentReader {
  readonly #words: ReadonlySet<string>;
  #segments: Segment[] = [];
  #open: Prose | null = null;

  /** @param words All words of the document, lower case. */
  constructor(words: ReadonlySet<string>) {
    this.#words = words;
  }

  read({ text, locator }: Passage): Segment[] {
    this.#segments = [];
    this.#open = null;
    const isTable = locator.kind === 'rows' || locator.kind === 'sheet' || locator.kind === 'cell';
    const lines = text.split(/\r\n|[\n\r\u2028\u2029\f\v]/).filter((line) => !FENCE.test(line));
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '' || DELIMITER.test(line)) this.#open = null;
      else if (isTable || line.trim().startsWith('|')) this.#row(line, lines[at + 1] ?? '');
      else this.#prose(line);
    }
    return this.#segments.flatMap(readable);
  }

  #row(line: string, next: string): void {
    this.#open = null;
    this.#segments.push({ kind: 'row', cells: tableCells(line), isHeader: DELIMITER.test(next) && next.includes('-') });
  }

  #prose(line: string): void {
    const quoted = QUOTED.test(line);
    const inner = line.replace(QUOTED, '');
    const item = ITEM.exec(inner);
    // A number that a running line happens to begin with is no item, unless items go before it.
    const isItem =
      item !== null &&
      (this.#open === null || this.#open.kind === 'item' || item[2] === undefined || Number(item[2]) === 1);
    const trimmed = inner.trim();
    if (isItem) this.#begin({ kind: 'item', ordered: item[2] !== undefined, text: inner.slice(item[0].length) });
    else if (NOTE.test(trimmed)) this.#begin({ kind: 'note', text: trimmed });
    else if (this.#open === null || (quoted && this.#open.kind === 'paragraph'))
      this.#begin({ kind: quoted ? 'quotation' : 'paragraph', text: trimmed });
    else this.#open.text = joinLines(this.#open.text, trimmed, this.#words);
  }

  #begin(segment: Prose): void {
    this.#open = { ...segment, text: segment.text.trim() };
    this.#segments.push(this.#open);
  }
}

function readable(segment: Segment): Segment[] {
  if (segment.kind === 'row') return [{ ...segment, cells: segment.cells.map((cell) => oneLine(asRead(cell))) }];
  const text = oneLine(asRead(segment.text));
  return text === '' ? [] : [{ ...segment, text }];
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\u2028\u2029]+/g, ' ').trim();
}
