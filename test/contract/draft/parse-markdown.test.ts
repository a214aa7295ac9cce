import { describe, expect, it } from '@jest/globals';
import type { Draft } from '../../../contract/draft/blocks.ts';
import { parseDraftMarkdown } from '../../../contract/draft/parse-markdown.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';

const SHA = 'a1'.repeat(32);

const base: Draft = {
  title: 'Report',
  blocks: [
    { type: 'heading', id: 'h1', level: 1, text: 'Prices' },
    {
      type: 'paragraph',
      id: 'p1',
      sentences: [
        { id: 's1', kind: 'fact', text: 'It costs 5.', evidence: ['e1'] },
        { id: 's2', kind: 'analysis', text: 'So it is cheap.', evidence: [] },
      ],
    },
    {
      type: 'list',
      id: 'l1',
      ordered: false,
      items: [
        [{ id: 's3', kind: 'recommendation', text: 'Buy it.', evidence: [] }],
        [{ id: 's4', kind: 'fact', text: 'It costs 5.', evidence: ['e2'] }],
      ],
    },
    {
      type: 'table',
      id: 't1',
      caption: 'Costs',
      columns: ['What', 'How much'],
      rows: [
        { id: 'r1', cells: ['in', '5'], evidence: ['e1'] },
        { id: 'r2', cells: ['out', '30'], evidence: ['e2'] },
      ],
    },
    { type: 'figure', id: 'f1', caption: 'Curve', sha256: SHA, alt: 'up' },
  ],
};
const printed = printDraftMarkdown(base);

function parse(markdown: string, evidence: ReadonlySet<string> | null = null): Draft {
  return parseDraftMarkdown(markdown, base, evidence);
}

function only(markdown: string): Draft['blocks'][number] | undefined {
  return parse(`# T\n\n${markdown}`).blocks[0];
}

describe('parseDraftMarkdown', () => {
  it('keeps what is not edited, and takes an edited sentence for a new fact', () => {
    const edited = parse(printed.replace('So it is cheap.', 'So it is dear.'));
    expect(edited.blocks[1]).toEqual({
      type: 'paragraph',
      id: 'p1',
      sentences: [
        { id: 's1', kind: 'fact', text: 'It costs 5.', evidence: ['e1'] },
        { id: 'n1', kind: 'fact', text: 'So it is dear.', evidence: [] },
      ],
    });
    expect(edited.blocks.toSpliced(1, 1)).toEqual(base.blocks.toSpliced(1, 1));
  });

  it('matches equal sentences the k-th to the k-th', () => {
    expect(only('It costs 5.\nIt costs 5.\nIt costs 5.')).toMatchObject({
      sentences: [{ id: 's1' }, { id: 's4' }, { id: 'n1' }],
    });
  });

  it('makes ids that the base does not have', () => {
    const again = parseDraftMarkdown('# T\n\nOne.\nTwo.', parse('# T\n\nOne.'));
    expect(again.blocks).toEqual([
      {
        type: 'paragraph',
        id: 'n2',
        sentences: [
          { id: 'n1', kind: 'fact', text: 'One.', evidence: [] },
          { id: 'n3', kind: 'fact', text: 'Two.', evidence: [] },
        ],
      },
    ]);
  });

  it('keeps kind and id of a sentence that moves to another block', () => {
    expect(only('> Buy it.')).toMatchObject({
      type: 'quotation',
      id: 'n1',
      sentences: [{ id: 's3', kind: 'recommendation' }],
    });
  });

  it('takes marks from anywhere in a line, and evidence that it is told of', () => {
    expect(only('It [^e2] costs 5. [^e1]')).toMatchObject({
      sentences: [{ text: 'It  costs 5.', evidence: ['e2', 'e1'] }],
    });
    expect(parse('# T\n\nNew.[^e7]', new Set(['e7'])).blocks[0]).toMatchObject({ sentences: [{ evidence: ['e7'] }] });
  });

  it('reads what people write in place of what is printed', () => {
    expect(only('2019. It began.')).toMatchObject({ type: 'list', ordered: true });
    expect(only('In\n2019. It began.')).toMatchObject({ sentences: [{ text: 'In' }, { text: '2019. It began.' }] });
    expect(only('* One.\n\n* Two.\nlazily\n\n  more')).toMatchObject({
      items: [[{ text: 'One.' }], [{ text: 'Two.' }, { text: 'lazily' }, { text: 'more' }]],
    });
    expect(only('> One.\n>\nlazily')).toMatchObject({ sentences: [{ text: 'One.' }, { text: 'lazily' }] });
    expect(only('## Prices ##')).toMatchObject({ type: 'heading', id: 'h1', text: 'Prices' });
    expect(only('A **bold** [word] & `code`')).toMatchObject({ sentences: [{ text: 'A **bold** [word] & `code`' }] });
    expect(parse('# T\n\n> One.\n## Two').blocks.map(({ type }) => type)).toEqual(['quotation', 'heading']);
    expect(parse('# T\n\n- One.\n## Two').blocks.map(({ type }) => type)).toEqual(['list', 'heading']);
    expect(parse('# T\n\n- One.\n\n1. Two.').blocks.map(({ type }) => type)).toEqual(['list', 'list']);
  });

  it('takes edited rows and captions of figures', () => {
    const edited = parse(printed.replace('| out | 30 | [^e2] |', '| out | 31 | [^e1] |').replace('Curve', 'Slope'));
    expect(edited.blocks[3]).toMatchObject({
      id: 't1',
      rows: [{ id: 'r1' }, { id: 'n1', cells: ['out', '31'], evidence: ['e1'] }],
    });
    expect(edited.blocks[4]).toMatchObject({ id: 'f1', caption: 'Slope' });
  });

  it.each([
    ['nothing', '', 'Line 1: a draft begins with its title'],
    ['no title', '\nWords.', 'Line 2: a draft begins with its title'],
    ['two titles', '# T\n\n# U', 'Line 3: a draft has one title'],
    ['deep headings', '# T\n\n###### U', 'Line 3: headings go down'],
    ['an empty heading', '# T\n\n##', 'Line 3: the heading is empty'],
    ['a heading with evidence', '# T\n\n## U[^e1]', 'Line 3: the heading cannot carry evidence'],
    ['unknown evidence', '# T\n\nOne.\nTwo.[^e9]', 'Line 4: [^e9] is no evidence'],
    ['a mark that is no number', '# T\n\nOne.[^note]', 'Line 3: [^note] is no evidence'],
    ['a mark alone', '# T\n\n[^e1]', 'Line 3: the sentence is empty'],
    ['a long sentence', `# T\n\n${'x'.repeat(4_001)}`, 'Line 3: the sentence is longer'],
    ['a rule', '# T\n\n---', 'Line 3: a rule'],
    ['an underlined heading', '# T\n\nHeading\n===', 'Line 4: a rule or underlined heading'],
    ['code', '# T\n\n```\nx\n```', 'Line 3: code blocks'],
    ['a nested list', '# T\n\n- One.\n  - Two.', 'Line 4: a list item holds sentences only'],
    ['an empty item', '# T\n\n- One.\n-', 'Line 4: the list item is empty'],
    ['an empty quotation', '# T\n\n>', 'Line 3: the quotation is empty'],
    ['a list in a quotation', '# T\n\n> - One.', 'Line 3: a quotation holds sentences only'],
    ['a table without caption', '# T\n\n| a | b |', 'Line 3: a table needs the line'],
    ['a caption without table', '# T\n\n**Table:** C\n\nWords.', 'Line 3: below the caption stands no table'],
    ['a table of no draft', printed.replace('How much', 'Price'), 'Line 11: this table is not in the draft'],
    ['a broken row', printed.replace('| out | 30', 'out | 30'), 'Line 16: a row of a table begins with'],
    ['words beside marks', printed.replace('[^e2] |', 'see [^e2] |'), 'Line 16: the last cell'],
    ['a caption without figure', '# T\n\n**Figure:** C', 'Line 3: below the caption stands no figure'],
    ['a figure of no draft', printed.replace(SHA, '0'.repeat(64)), 'Line 18: this figure is not in the draft'],
  ])('refuses %s with the number of the line', (_what, markdown, message) => {
    expect(() => parse(markdown)).toThrow(message);
  });
});
