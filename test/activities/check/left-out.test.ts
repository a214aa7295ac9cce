import { describe, expect, test } from '@jest/globals';
import { checkedDocument } from '../../../activities/check/checked-document.ts';
import { claimsOf } from '../../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';
import type { Passage } from '../../../contract/evidence/source.ts';

/** Passages of Markdown as the reader makes them: a paragraph each, under the headings above it. */
function read(markdown: string): Passage[] {
  const path: string[] = [];
  return markdown
    .trim()
    .split(/\n\n+/)
    .map((text, at) => {
      const heading = /^(#+) (.+)$/.exec(text);
      if (heading !== null) path.length = Math.min(path.length, (heading[1]?.length ?? 1) - 1);
      const headings = [...path];
      if (heading !== null) path.push(heading[2] ?? '');
      return {
        id: `d1-p${at + 1}`,
        sourceId: 'd1',
        locator: { kind: 'lines', from: at + 1, to: at + 1 },
        headings,
        text,
      };
    });
}
const check = (markdown: string) => checkedDocument('memo.md', read(markdown));
const textsOf = (markdown: string) => claimsOf(check(markdown).draft).map(({ text }) => text);

describe('footnotes of Markdown', () => {
  const memo =
    '# Memo\n\nIt costs 5 dollars.[^1] It lasts[^price] 2 years. A class is [^ab].\n\n| Model | Price |\n|---|---|\n| small | 3 [^1] |\n\n[^1]: From the list,\nsecond page.\n[^price]: From the order.';

  test('are left out with their marks; what only looks like a mark stays', () => {
    expect(textsOf(memo)).toEqual(['It costs 5 dollars.', 'It lasts 2 years.', 'A class is [^ab].', 'small | 3']);
    expect(printDraftMarkdown(check(memo).draft)).not.toContain('[^1]');
  });

  test('are told of', () => {
    expect(check(memo).remarks).toEqual([
      'Its 2 footnotes are not checked and, with the marks, left out of the corrected document.',
    ]);
    expect(check('# Memo\n\nIt costs 5 dollars [1].').remarks).toBeUndefined();
  });
});

const APPENDIX =
  '## Sources\n\n- prices.md (SHA-256 00ff)\n\n## How this report was made\n\n- Job: memo\n\n[^e1]: prices.md, line 1: “It costs 5 dollars.”\n[^e2]: prices.md, line 2: “It lasts.”';
const OPENING =
  'Question: What does it cost?\n\n- Status: 3 of 4 facts are supported\n\n> Written by the offline model.\n\nHow to read the marks: a footnote leads to the words that a sentence rests on.';

describe('a report that Dossier exported', () => {
  const report = `# Prices\n\n${OPENING}\n\n## Costs\n\nIt costs 5 dollars.[^e1]\nIt lasts. **\\[unverified\\]**\nBuy it. *\\[recommendation, not verified\\]*\n\n## Not verified\n\n- It lasts. (insufficient)\n\n${APPENDIX}`;

  test('is checked without what stands around its text', () => {
    const { draft, remarks } = check(report);
    expect(draft.title).toBe('Prices');
    expect(claimsOf(draft).map(({ text }) => text)).toEqual(['It costs 5 dollars.', 'It lasts.', 'Buy it.']);
    expect(draft.blocks.filter(({ type }) => type === 'heading')).toMatchObject([{ text: 'Costs' }]);
    expect(remarks).toEqual([expect.stringContaining('a report that Dossier exported')]);
  });

  test('of a check is checked as far as it is the corrected document', () => {
    const checked = `# Check of “memo.md”\n\n${OPENING}\n\n## The document as it was given\n\n| No. | Sentence |\n|---|---|\n| 1 | It costs 6 dollars. |\n\n## What was changed\n\nNothing was changed.\n\n## The corrected document\n\n### Costs\n\nIt costs 5 dollars.[^e1]\n\n${APPENDIX}`;
    expect(textsOf(checked)).toEqual(['It costs 5 dollars.']);
  });

  test('is told by its own words: a document with sections of these names is checked whole', () => {
    expect(textsOf('# Memo\n\nIt costs 5 dollars.\n\n## Sources\n\nThe list names two vendors.')).toEqual([
      'It costs 5 dollars.',
      'The list names two vendors.',
    ]);
  });
});
