import type { DocumentHead, DocumentReader } from '../reading/document-type.ts';
import { readLines } from '../reading/lines.ts';
import { MarkdownBlocks } from './markdown-blocks.ts';
import { lineKind } from './markdown-lines.ts';

/** Reads Markdown block by block: paragraphs, groups of list items, code and tables, each under its headings. Raw characters are kept. */
export const markdownReader: DocumentReader = {
  mediaType: 'text/markdown',
  extensions: ['md', 'markdown', 'mdown', 'mkd'],
  recognises,
  async read(text, _head, sink) {
    const blocks = new MarkdownBlocks(sink);
    for await (const lines of readLines(text)) {
      for (const line of lines) await blocks.line(line);
    }
    await blocks.end();
  },
};

/** Markdown is text with at least one heading mark, fence or table of its own; dashes and numbers alone are common in plain text. */
function recognises(head: DocumentHead): boolean {
  const lines = head.text.split(/\r\n|\n|\r/);
  return lines.some((line, at) => {
    const kind = lineKind(line);
    if (kind.kind === 'heading') return kind.text !== '' && /^#/.test(line);
    if (kind.kind === 'delimiter-row') return line.includes('|') && (lines[at - 1] ?? '').includes('|');
    return kind.kind === 'fence' && line.startsWith('```');
  });
}
