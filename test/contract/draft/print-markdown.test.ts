import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import type { Draft, Sentence } from '../../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';
import { hostileLine } from '../../support/drafts/arbitrary-draft.ts';

function sentence(text: string, evidence: string[] = [], id = 's1'): Sentence {
  return { id, kind: 'fact', text, evidence };
}

/** Text as a reader of HTML sees it. */
function shown(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** What reading aids of a renderer may change without changing words. */
function squeeze(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replace(/\s+/g, ' ').trim();
}

const everyBlock: Draft = {
  title: 'Should we move to gpt-5.5?',
  blocks: [
    { type: 'heading', id: 'h', level: 1, text: '1. Prices & dates #' },
    {
      type: 'paragraph',
      id: 'p',
      sentences: [
        sentence('Input costs $5 per 1M tokens (see price_list).', ['e1', 'e12']),
        sentence('- 3 * 4 < 13, says <b>the</b> note!', ['e2']),
        sentence('2026. See https://example.org/a', ['e3']),
      ],
    },
    { type: 'list', id: 'l1', ordered: false, items: [[sentence('One.'), sentence('Two.')], [sentence('Three.')]] },
    { type: 'list', id: 'l2', ordered: false, items: [[sentence('Four.')]] },
    { type: 'list', id: 'l3', ordered: true, items: [[sentence('Five.'), sentence('Six.')]] },
    { type: 'list', id: 'l4', ordered: true, items: [[sentence('Seven.')]] },
    { type: 'quotation', id: 'q', sentences: [sentence('Nobody asked.'), sentence('> really', ['e4'])] },
    {
      type: 'table',
      id: 't',
      caption: 'Cost a month',
      columns: ['Model', 'US$'],
      rows: [
        { id: 'r1', cells: ['gpt-5.4', '18|20'], evidence: ['e5'] },
        { id: 'r2', cells: ['gpt-5.5\nfrom May', ' 35'], evidence: [] },
      ],
    },
    { type: 'figure', id: 'f', caption: 'Calls', sha256: '0'.repeat(64), alt: 'A [line] chart' },
  ],
};

describe('printDraftMarkdown', () => {
  it('prints each kind of block so that it reads well', () => {
    expect(printDraftMarkdown(everyBlock)).toBe(`# Should we move to gpt-5.5?

## 1. Prices & dates \\#

Input costs $5 per 1M tokens (see price_list).[^e1][^e12]
\\- 3 \\* 4 < 13, says \\<b>the\\</b> note\\![^e2]
2026\\. See https://example.org/a [^e3]

- One.
  Two.
- Three.

* Four.

1. Five.
   Six.

1) Seven.

> Nobody asked.
> \\> really[^e4]

**Table:** Cost a month

| Model | US$ | Evidence |
| --- | --- | --- |
| gpt-5.4 | 18\\|20 | [^e5] |
| gpt-5.5<br>from May | &#32;35 |  |

**Figure:** Calls

![A \\[line\\] chart](sha256:${'0'.repeat(64)})
`);
  });

  it('prints what renderers show as these blocks', () => {
    const tree = fromMarkdown(printDraftMarkdown(everyBlock));
    expect(tree.children.slice(0, 8).map((node) => node.type)).toEqual([
      ...['heading', 'heading', 'paragraph', 'list', 'list', 'list', 'list', 'blockquote'],
    ]);
    const html = marked.parse(printDraftMarkdown(everyBlock), { async: false });
    expect(html).toContain('<h2>1. Prices &amp; dates #</h2>');
    expect(html).toContain('- 3 * 4 &lt; 13, says &lt;b&gt;the&lt;/b&gt; note![^e2]');
    expect(html).toContain('<a href="https://example.org/a">https://example.org/a</a> [^e3]');
    expect(html).toContain('<td>18|20</td>');
    expect(html).toContain('<p>Seven.</p>'.replace(/<\/?p>/g, ''));
    expect(html).toContain('alt="A [line] chart"');
  });

  it('shows the very words of sentences and headings in a renderer of CommonMark', () => {
    fc.assert(
      fc.property(fc.array(hostileLine, { minLength: 1, maxLength: 3 }), hostileLine, (lines, title) => {
        const sentences = lines.map((line) => sentence(line, ['e1']));
        const tree = fromMarkdown(
          printDraftMarkdown({
            title,
            blocks: [
              { type: 'paragraph', id: 'p', sentences },
              { type: 'quotation', id: 'q', sentences },
              { type: 'list', id: 'l', ordered: true, items: [sentences, sentences] },
            ],
          }),
        );
        const words = lines.join('');
        const apart = (text: string) => squeeze(text).replaceAll(/\[\^e1\]|\s/g, '');
        expect(tree.children.map((node) => node.type)).toEqual(['heading', 'paragraph', 'blockquote', 'list']);
        expect(squeeze(textOf(tree.children[0]))).toBe(squeeze(title));
        expect(apart(textOf(tree.children[1]))).toBe(apart(words));
        expect(apart(textOf(tree.children[2]))).toBe(apart(words));
        const list = tree.children[3];
        expect(list?.type === 'list' && list.children.map((item) => apart(textOf(item)))).toEqual([
          apart(words),
          apart(words),
        ]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows the very words of cells in a renderer of the GitHub dialect', () => {
    const cells = [
      'a|b',
      '\\|',
      '*x*',
      '`|`',
      '<script>',
      '[a](b)',
      '![a](b)',
      '~~no~~',
      '&lt;',
      'snake_case_',
      '-',
      '\\',
    ];
    const html = marked.parse(
      printDraftMarkdown({
        title: 'T',
        blocks: [
          {
            type: 'table',
            id: 't',
            caption: 'C',
            columns: ['A'],
            rows: cells.map((cell) => ({ id: cell, cells: [cell], evidence: ['e1'] })),
          },
        ],
      }),
      { async: false },
    );
    expect([...html.matchAll(/<td>(.*?)<\/td>\n<td>\[\^e1\]<\/td>/g)].map((match) => shown(match[1] ?? ''))).toEqual(
      cells,
    );
  });
});
