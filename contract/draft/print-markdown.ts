import type { Block, Draft, Sentence } from './blocks.ts';
import { escapeCell, escapeHeading, escapeInline, escapeLine, printMarks } from './markdown-text.ts';

/** What a line begins with that captions a table or a figure. Printed text never holds an unescaped `*`, so no sentence looks like it. */
export const CAPTION = { table: '**Table:** ', figure: '**Figure:** ' } as const;

/** What to print behind the marks of a sentence or row, as Markdown; empty for most. */
export type Remark = (id: string) => string;
const NO_REMARK: Remark = () => '';

function sentenceLines(sentences: readonly Sentence[], remark: Remark): string[] {
  return sentences.map(
    (sentence) => `${printMarks(escapeLine(sentence.text), sentence.evidence)}${remark(sentence.id)}`,
  );
}

function listLines(block: Block & { type: 'list' }, other: boolean, remark: Remark): string[] {
  return block.items.flatMap((item, at) => {
    const marker = block.ordered ? `${at + 1}${other ? ')' : '.'} ` : other ? '* ' : '- ';
    return sentenceLines(item, remark).map((line, nth) => `${nth === 0 ? marker : ' '.repeat(marker.length)}${line}`);
  });
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function tableLines(block: Block & { type: 'table' }, remark: Remark): string[] {
  // The last column holds the marks, so that a cell is nothing but its own text.
  return [
    `${CAPTION.table}${escapeInline(block.caption)}`,
    '',
    rowLine([...block.columns.map(escapeCell), 'Evidence']),
    rowLine([...block.columns.map(() => '---'), '---']),
    ...block.rows.map((row) =>
      rowLine([...row.cells.map(escapeCell), `${printMarks('', row.evidence)}${remark(row.id)}`]),
    ),
  ];
}

function blockLines(block: Block, other: boolean, remark: Remark): string[] {
  switch (block.type) {
    case 'heading':
      return [`${'#'.repeat(block.level + 1)} ${escapeHeading(block.text)}`];
    case 'paragraph':
      return sentenceLines(block.sentences, remark);
    case 'quotation':
      return sentenceLines(block.sentences, remark).map((line) => `> ${line}`);
    case 'list':
      return listLines(block, other, remark);
    case 'table':
      return tableLines(block, remark);
    case 'figure':
      return [
        `${CAPTION.figure}${escapeInline(block.caption)}`,
        '',
        `![${escapeCell(block.alt)}](sha256:${block.sha256})`,
      ];
  }
}

/**
 * Prints a draft as Markdown: the title as `#`, headings one level below their own, one sentence on each source line with its
 * evidence as `[^e12]` marks at the end. `parseDraftMarkdown(printDraftMarkdown(draft), draft)` equals the draft.
 * @param remark What a report adds to sentences and rows; with it the text is for reading only.
 */
export function printDraftMarkdown(draft: Draft, remark: Remark = NO_REMARK): string {
  const parts = [`# ${escapeHeading(draft.title)}`];
  let before: Block | null = null;
  let other = false;
  for (const block of draft.blocks) {
    // Two lists in a row would be one, were it not for another marker.
    const follows = before?.type === 'list' && block.type === 'list' && before.ordered === block.ordered;
    other = follows && !other;
    parts.push(blockLines(block, other, remark).join('\n'));
    before = block;
  }
  return `${parts.join('\n\n')}\n`;
}
