import { describe, expect, test } from '@jest/globals';
import { checkedDocument } from '../../../activities/check/checked-document.ts';
import { documentSentences } from '../../../activities/check/document-sentences.ts';
import { partsOf } from '../../../activities/check/parts-of-document.ts';
import { sentenceKind } from '../../../activities/check/sentence-kind.ts';
import { claimsOf, draftSchema } from '../../../contract/draft/blocks.ts';
import { parseDraftMarkdown } from '../../../contract/draft/parse-markdown.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';
import type { Locator } from '../../../contract/evidence/locator.ts';
import type { Passage } from '../../../contract/evidence/source.ts';
import { MOST_PARTS, planSchema } from '../../../contract/plan.ts';

let count = 0;
function passage(text: string, headings: string[] = [], locator?: Locator): Passage {
  count += 1;
  const lines = { kind: 'lines' as const, from: count, to: count };
  return { id: `d1-p${count}`, sourceId: 'd1', locator: locator ?? lines, headings, text };
}
const page = (number: number, paragraph: number): Locator => ({ kind: 'page', page: number, paragraph });
const textsOf = (passages: Passage[]): string[] =>
  claimsOf(checkedDocument('memo.md', passages).draft).map(({ text }) => text);

describe('sentences of running text', () => {
  test.each([
    ['It costs 5 dollars. It lasts 2 years.', ['It costs 5 dollars.', 'It lasts 2 years.']],
    ['It fell by 3.5 % (see p. 4). Then it rose.', ['It fell by 3.5 % (see p. 4).', 'Then it rose.']],
    ['Dr. Roe, e.g. in No. 5, agreed.', ['Dr. Roe, e.g. in No. 5, agreed.']],
    [
      'It costs 5 dollars.[^e12] It lasts.[1, 2] So it is.',
      ['It costs 5 dollars.[^e12]', 'It lasts.[1, 2]', 'So it is.'],
    ],
    ['It costs 5 dollars. [3] It lasts.', ['It costs 5 dollars. [3]', 'It lasts.']],
    ['It lasts. [^1]', ['It lasts. [^1]']],
    ['It costs 5 dollars.[note 1] It lasts.', ['It costs 5 dollars.[note 1]', 'It lasts.']],
    ['It costs 5 dollars.1 It lasts.', ['It costs 5 dollars.1', 'It lasts.']],
    ['See section 4.1 The rest follows.', ['See section 4.1 The rest follows.']],
    ['He said "It costs. It lasts." and left.', ['He said "It costs. It lasts." and left.']],
    ['Is it so? gpt-5.5 costs more.', ['Is it so?', 'gpt-5.5 costs more.']],
  ])('%s', (text, sentences) => {
    expect(documentSentences(text)).toEqual(sentences);
  });

  test('what has no full stop for pages is cut into pieces that a draft takes, and no word is lost', () => {
    const words = Array.from({ length: 3_000 }, (_, at) => `word${at}`).join(' ');
    const pieces = documentSentences(words);
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.every((piece) => piece.length <= 4_000)).toBe(true);
    expect(pieces.join(' ')).toBe(words);
  });
});

test.each([
  ['The order runs until June.', 'fact'],
  ['Is it open?', 'analysis'],
  ['The figures are these:', 'analysis'],
  ['Reliability', 'analysis'],
  ['We think that it is fine.', 'analysis'],
  ['[^1]: From the price list.', 'analysis'],
  ['We should buy 3 panels.', 'recommendation'],
])('"%s" is %s by its form', (text, kind) => {
  expect(sentenceKind(text)).toBe(kind);
});

describe('a document', () => {
  const memo = [
    passage('# Memo on prices'),
    passage('It sums up **all** that [the list](https://example.org/a) says,\nand no more.', ['Memo on prices']),
    passage('## Prices', ['Memo on prices']),
    passage('- Input costs 5 dollars.\n- Output costs 30 dollars. It has\n  not changed.\n1. First comes this.', [
      'Memo on prices',
      'Prices',
    ]),
    passage('> Quoted words stand here.', ['Memo on prices', 'Prices']),
    passage('| Model | Input |\n|---|---:|\n| small | 3 |\n| large | 5 |', ['Memo on prices', 'Prices']),
    passage('| huge | 30 |', ['Memo on prices', 'Prices']),
    passage('[^1]: From the list.', ['Memo on prices', 'Prices']),
  ];

  test('is divided into headings, paragraphs, lists, quotations and tables, with ids in reading order', () => {
    const { draft, places, name } = checkedDocument('memo.md', memo);
    expect(name).toBe('memo.md');
    expect(draft.title).toBe('Memo on prices');
    expect(draft.blocks.map(({ type }) => type)).toEqual([
      'paragraph',
      'heading',
      'list',
      'list',
      'quotation',
      'table',
    ]);
    expect(draft.blocks[1]).toMatchObject({ type: 'heading', level: 1, text: 'Prices' });
    expect(claimsOf(draft).map(({ id, text }) => `${id} ${text}`)).toEqual([
      's1 It sums up all that the list says, and no more.',
      's2 Input costs 5 dollars.',
      's3 Output costs 30 dollars.',
      's4 It has not changed.',
      's5 First comes this.',
      's6 Quoted words stand here.',
      'r1 small | 3',
      'r2 large | 5',
      'r3 huge | 30',
    ]);
    expect(places.r3).toEqual(memo[6]?.locator);
    expect(places.s3).toEqual(memo[3]?.locator);
  });

  test('makes a draft that prints as Markdown and reads back as the same', () => {
    const { draft } = checkedDocument('memo.md', memo);
    expect(draftSchema.parse(draft)).toEqual(draft);
    expect(parseDraftMarkdown(printDraftMarkdown(draft), draft)).toEqual(draft);
  });

  test('that Dossier itself printed keeps its captions, and its column of marks is no part of a row', () => {
    const { draft } = checkedDocument('report.md', [
      passage('**Table:** Prices by model'),
      passage('| Model | Input | Evidence |\n| --- | --- | --- |\n| small | 3 | [^e1][^e2] |\n| large | 5 |  |'),
    ]);
    expect(draft.blocks).toMatchObject([
      { type: 'table', caption: 'Prices by model', columns: ['Model', 'Input'], rows: [{ cells: ['small', '3'] }, {}] },
    ]);
  });

  test('without a heading goes by its name', () => {
    expect(checkedDocument('notes.txt', [passage('It is so.')]).draft.title).toBe('notes.txt');
  });

  test('of pages: sentences go on over lines, paragraphs and pages; page numbers stand in none', () => {
    expect(
      textsOf([
        passage('The vendor gives six\nmonths of no-\ntice before a', [], page(1, 1)),
        passage('1', [], page(1, 2)),
        passage('model ends. Notice is given in writing.', [], page(2, 1)),
        passage('A new paragraph', [], page(2, 2)),
        passage('Another begins here.', [], page(2, 3)),
      ]),
    ).toEqual([
      'The vendor gives six months of notice before a model ends.',
      'Notice is given in writing.',
      'A new paragraph',
      'Another begins here.',
    ]);
  });

  test('a hyphen at a line end stays where the document knows no such word', () => {
    expect(textsOf([passage('It is a well-\nknown fact.')])).toEqual(['It is a well-known fact.']);
    expect(textsOf([passage('It moves from gpt-\n5.4 on.')])).toEqual(['It moves from gpt-5.4 on.']);
    expect(textsOf([passage('Short-\nand long-term.')])).toEqual(['Short- and long-term.']);
  });
});

describe('the parts of a document', () => {
  const many = (sentences: number) =>
    checkedDocument(
      'long.txt',
      Array.from({ length: sentences }, (_, at) => passage(`Item ${at} costs ${at} dollars.`)),
    );

  test('hold at most twelve sentences each, in order, and make a plan', () => {
    const parts = partsOf(many(30));
    expect(parts.map(({ claims }) => claims?.length)).toEqual([12, 12, 6]);
    expect(parts[0]?.claims?.[0]).toBe('s1');
    expect(parts[0]?.question).toContain('"Item 0 costs 0 dollars." and 11 more sentences');
    const plan = { title: 'x', subQuestions: parts, outline: [], successCriteria: [], wouldChangeTheAnswer: [] };
    expect(planSchema.parse(plan)).toEqual(plan);
  });

  test('of a very long document grow instead of becoming more', () => {
    const parts = partsOf(many(6_000));
    expect(parts.length).toBeLessThanOrEqual(MOST_PARTS);
    expect(parts.flatMap(({ claims }) => claims)).toHaveLength(6_000);
  });

  test('a document without anything to check is refused in words', () => {
    expect(() => partsOf(checkedDocument('q.txt', [passage('Is it so?')]))).toThrow(
      expect.objectContaining({
        message: '"q.txt" holds no sentence that states something to check.',
        failure: expect.objectContaining({ remedy: expect.stringContaining('whole sentences') }),
      }),
    );
  });
});
