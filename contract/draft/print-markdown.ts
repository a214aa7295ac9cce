import type { Block, Draft, Sentence } from './blocks.ts';
import { escapeCell, escapeHeading, escapeInline, escapeLine, printMarks } from './markdown-text.ts';

/** What a line begins with that captions a table or a figure. Printed text never holds an unescaped `*`, so no sentence looks like it. */
export const CAPTION = { table: '**Table:** ', figure: '**Figure:** ' } as const;

function sentenceLines(sentences: readonly Sentence[]): string[] {
  return sentences.map((sentence) => printMarks(escapeLine(sentence.text), sentence.evidence));
}

function listLines(block: Block & { type: 'list' }, other: boolean): string[] {
  return block.items.flatMap((item, at) => {
    const marker = block.ordered ? `${at + 1}${other ? ')' : '.'} ` : other ? '* ' : '- ';
    return sentenceLines(item).map((line, nth) => `${nth === 0 ? marker : ' '.repeat(marker.length)}${line}`);
  });
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function tableLines(block: Block & { type: 'table' }): string[] {
  // The last column holds the marks, so that a cell is nothing but its own text.
  return [
    `${CAPTION.table}${escapeInline(block.caption)}`,
    '',
    rowLine([...block.columns.map(escapeCell), 'Evidence']),
    rowLine([...block.columns.map(() => '---'), '---']),
    ...block.rows.map((row) => rowLine([...row.cells.map(escapeCell), printMarks('', row.evidence)])),
  ];
}

function blockLines(block: Block, other: boolean): string[] {
  switch (block.type) {
    case 'heading':
      return [`${'#'.repeat(block.level + 1)} ${escapeHeading(block.text)}`];
    case 'paragraph':
      return sentenceLines(block.sentences);
    case 'quotation':
      return sentenceLines(block.sentences).map((line) => `> ${line}`);
    case 'list':
      return listLines(block, other);
    case 'table':
      return tableLines(block);
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
 */
export function printDraftMarkdown(draft: Draft): string {
  const parts = [`# ${escapeHeading(draft.title)}`];
  let before: Block | null = null;
  let other = false;
  for (const block of draft.blocks) {
    // Two lists in a row would be one, were it not for another marker.
    const follows = before?.type === 'list' && block.type === 'list' && before.ordered === block.ordered;
    other = follows && !other;
    parts.push(blockLines(block, other).join('\n'));
    before = block;
  }
  return `${parts.join('\n\n')}\n`;
}
