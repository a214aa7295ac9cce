import { BaseMatch, matchRows } from './base-match.ts';
import { type Block, type Draft, lineSchema, type Sentence } from './blocks.ts';
import { lineError, readBlocks, type SourceBlock, type SourceLine } from './markdown-blocks.ts';
import { readCell, readInline } from './markdown-text.ts';

/** Makes a draft's blocks of their source, with ids and kinds from the base. */
class DraftReader {
  private readonly match: BaseMatch;
  private readonly evidence: ReadonlySet<string>;
  constructor(base: Draft, evidence: ReadonlySet<string> | null) {
    this.match = new BaseMatch(base);
    this.evidence = evidence ?? this.match.evidence;
  }

  block(source: SourceBlock): Block {
    switch (source.type) {
      case 'heading':
        return this.heading(source);
      case 'list':
        return this.list(source);
      case 'table':
        return this.table(source);
      case 'figure':
        return this.figure(source);
      default: {
        const found = source.sentences.map((line) => this.sentence(line));
        const id = this.match.blockId(
          source.type,
          found.map(({ from }) => from),
        );
        return { type: source.type, id, sentences: found.map(({ sentence }) => sentence) };
      }
    }
  }

  private heading(source: SourceBlock & { type: 'heading' }): Block {
    const level = source.level - 1;
    if (level < 1) throw lineError(source.line, 'a draft has one title; use "##" for a heading.');
    if (level > 4) throw lineError(source.line, 'headings go down to "#####".');
    const text = plainLine(source.line, source.source, 'the heading');
    return { type: 'heading', id: this.match.headingId(level, text), level, text };
  }

  private sentence({ line, source }: SourceLine): { sentence: Sentence; from: Block | null } {
    const { text, marks } = readInline(source);
    checkLine(line, text, 'the sentence');
    this.checkMarks(line, marks);
    const base = this.match.sentence(text);
    const id = base?.sentence.id ?? this.match.newId();
    const kind = base?.sentence.kind ?? 'fact';
    return { sentence: { id, kind, text, evidence: marks }, from: base?.block ?? null };
  }

  private list(source: SourceBlock & { type: 'list' }): Block {
    const items = source.items.map((item) => item.map((line) => this.sentence(line)));
    const from = items.flat().map((found) => found.from);
    return {
      type: 'list',
      id: this.match.blockId('list', from),
      ordered: source.ordered,
      items: items.map((item) => item.map((found) => found.sentence)),
    };
  }

  private table(source: SourceBlock & { type: 'table' }): Block {
    const caption = plainLine(source.line, source.caption, 'the caption');
    const columns = source.columns.slice(0, -1).map(readCell);
    const base = this.match.table(caption, columns);
    if (base === null)
      throw lineError(source.line, 'this table is not in the draft; caption and columns must stay as they are.');
    const rows = source.rows.map(({ line, cells }) => {
      const last = readInline(cells.at(-1) ?? '');
      if (last.text !== '') throw lineError(line, 'the last cell of a row holds nothing but marks such as [^e1].');
      this.checkMarks(line, last.marks);
      return { cells: cells.slice(0, -1).map(readCell), evidence: last.marks };
    });
    const ids = matchRows(
      base,
      rows.map((row) => row.cells),
    );
    return {
      type: 'table',
      id: base.id,
      caption,
      columns,
      rows: rows.map((row, at) => ({ id: ids[at] ?? this.match.newId(), ...row })),
    };
  }

  private figure(source: SourceBlock & { type: 'figure' }): Block {
    const caption = plainLine(source.line, source.caption, 'the caption');
    const base = this.match.figure(source.sha256);
    if (base === null) throw lineError(source.line, 'this figure is not in the draft.');
    return { type: 'figure', id: base.id, caption, sha256: base.sha256, alt: readCell(source.alt) };
  }

  private checkMarks(line: number, marks: readonly string[]): void {
    const unknown = marks.find((mark) => !this.evidence.has(mark));
    if (unknown !== undefined) throw lineError(line, `[^${unknown}] is no evidence of this report.`);
  }
}

function checkLine(line: number, text: string, what: string): void {
  if (text === '') throw lineError(line, `${what} is empty.`);
  if (!lineSchema.safeParse(text).success) throw lineError(line, `${what} is longer than 4,000 characters.`);
}

function plainLine(line: number, source: string, what: string): string {
  const { text, marks } = readInline(source);
  checkLine(line, text, what);
  if (marks.length > 0) throw lineError(line, `${what} cannot carry evidence; put [^${marks[0]}] behind a sentence.`);
  return text;
}

/**
 * Reads an edited draft. A sentence whose text the base has keeps its id and kind (the k-th of equal ones the k-th); any other is new and a fact.
 * Words are taken as they are typed: markup and character references mean nothing but themselves.
 * Throws `draft-markdown-invalid` with the number of the line for unknown evidence, for figures and tables without a base, and for what no draft holds.
 * @param evidence The ids that may be cited; those that the base cites where it is left out.
 */
export function parseDraftMarkdown(markdown: string, base: Draft, evidence: ReadonlySet<string> | null = null): Draft {
  const [first, ...rest] = readBlocks(markdown);
  if (first === undefined || first.type !== 'heading' || first.level !== 1)
    throw lineError(first?.line ?? 1, 'a draft begins with its title, "# TITLE".');
  const title = plainLine(first.line, first.source, 'the title');
  const reader = new DraftReader(base, evidence);
  return { title, blocks: rest.map((block) => reader.block(block)) };
}
