import { describe, expect, test } from '@jest/globals';
import { cellsOf, failureOf, filesOf, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';
import { linesAt, type PdfPageContent, type PlacedText, pdfBytes } from '../../../support/pdf-bytes.ts';

async function read(pages: readonly PdfPageContent[], name = 'report.pdf') {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ [name]: pdfBytes(pages) });
  return { artifacts, set, source: readSource(set), passages: await passagesOf(artifacts, set) };
}

const LEFT = [
  'The harbour was dredged in the spring of',
  'the year, and the work took eleven weeks',
  'because two storms closed the entrance',
  'for days. The committee met again in the',
  'summer and asked for a second survey of',
  'the channel before the ferries returned.',
];
const RIGHT = [
  'A reserve of forty thousand was set aside',
  'for repairs of the quay, which the survey',
  'had called urgent. No part of it was used',
  'until the autumn, when the northern wall',
  'sank by nine centimetres in one night and',
  'had to be closed to all heavy vehicles.',
];

/** Cells of a table, each at the place of its column. */
function tableAt(top: number, columns: readonly number[], rows: readonly string[][]): PlacedText[] {
  return rows.flatMap((row, at) => row.map((text, column) => ({ x: columns[column] ?? 0, y: top - 16 * at, text })));
}

describe('where text stands', () => {
  test('a passage is a paragraph with its page and number, its lines as they are, hyphens at their ends included', async () => {
    const { source, passages } = await read([
      [
        ...linesAt(60, 760, ['The council bought three tur-', 'bines for the inland dis-', 'trict.']),
        ...linesAt(60, 690, ['They run since May.']),
      ],
      linesAt(60, 760, ['A second page follows.']),
    ]);
    expect(source).toMatchObject({ mediaType: 'application/pdf', passageCount: 3 });
    expect(passages.map(({ locator, text }) => [locator, text])).toEqual([
      [{ kind: 'page', page: 1, paragraph: 1 }, 'The council bought three tur-\nbines for the inland dis-\ntrict.'],
      [{ kind: 'page', page: 1, paragraph: 2 }, 'They run since May.'],
      [{ kind: 'page', page: 2, paragraph: 1 }, 'A second page follows.'],
    ]);
  });

  test('larger letters are headings and stand above what follows', async () => {
    const text = linesAt(60, 690, LEFT);
    const { source, passages } = await read([
      [
        { x: 60, y: 770, text: 'Annual review', size: 20 },
        { x: 60, y: 730, text: 'Harbour works', size: 14 },
        ...text,
        { x: 60, y: 400, text: 'Outlook', size: 14 },
        ...linesAt(60, 370, ['Nothing is planned for the next year in the inland district.']),
      ],
    ]);
    expect(source.headings).toEqual(['Annual review', 'Harbour works', 'Outlook']);
    expect(passages.map(({ headings }) => headings)).toEqual([
      [],
      ['Annual review'],
      ['Annual review', 'Harbour works'],
      ['Annual review'],
      ['Annual review', 'Outlook'],
    ]);
  });

  test('two columns are read one after the other, whatever order they are drawn in', async () => {
    const rows = LEFT.flatMap((text, at) => [
      { x: 310, y: 700 - 14 * at, text: RIGHT[at] ?? '' },
      { x: 60, y: 700 - 14 * at, text },
    ]);
    const { passages } = await read([
      [{ x: 60, y: 770, text: 'A title over both of the columns of this page', size: 22 }, ...rows],
    ]);
    expect(passages.map(({ text }) => text)).toEqual([
      'A title over both of the columns of this page',
      LEFT.join('\n'),
      RIGHT.join('\n'),
    ]);
  });

  test('running titles and page numbers are passages of their own, outside of every sentence', async () => {
    const pages = [1, 2, 3].map((page) => [
      { x: 60, y: 800, text: 'Review of the harbour board' },
      ...linesAt(60, 786, [`Page ${page} has a sentence of its own, which goes on over the`]),
      { x: 290, y: 772, text: `${page}` },
    ]);
    const { passages } = await read(pages);
    expect(
      passages.filter(({ locator }) => locator.kind === 'page' && locator.page === 2).map(({ text }) => text),
    ).toEqual(['Review of the harbour board', 'Page 2 has a sentence of its own, which goes on over the', '2']);
  });

  test('items of a list share a passage, which names the first', async () => {
    const { passages } = await read([
      linesAt(60, 760, [
        'Three things were asked for:',
        '- a second survey',
        '- a reserve for repairs',
        '- a new pilot boat',
      ]),
    ]);
    expect(passages.map(({ locator, text }) => [locator, text])).toEqual([
      [{ kind: 'page', page: 1, paragraph: 1 }, 'Three things were asked for:'],
      [{ kind: 'page', page: 1, paragraph: 2 }, '- a second survey\n- a reserve for repairs\n- a new pilot boat'],
    ]);
  });

  test('turned text is read after what is level', async () => {
    const turned = LEFT.slice(0, 2).map((text, at) => ({ x: 520 + 14 * at, y: 100, text, turned: 90 }));
    const { passages } = await read([[...turned, ...linesAt(60, 760, ['Level text comes first.'])]]);
    expect(passages.map(({ text }) => text)).toEqual(['Level text comes first.', LEFT.slice(0, 2).join('\n')]);
  });

  test('a page that lies a little askew is read line by line, word by word as it is', async () => {
    const words = (line: number) =>
      `Line ${line} of a page that was scanned askew and recognised word by word.`.split(' ');
    const [sin, cos] = [Math.sin(Math.PI / 90), Math.cos(Math.PI / 90)];
    const placed = [0, 1, 2].flatMap((line) =>
      words(line).map((text, at) => {
        const [x, y] = [60 + 40 * at, 700 - 14 * line];
        return { x: x * cos - y * sin, y: y * cos + x * sin, text, turned: 2, size: 7 };
      }),
    );
    const { passages } = await read([placed]);
    const text = passages.map((passage) => passage.text.replace(/ +/g, ' ')).join('\n');
    expect(text).toBe([0, 1, 2].map((line) => words(line).join(' ')).join('\n'));
  });

  test('long paragraphs are cut, and each piece says where it begins', async () => {
    const lines = Array.from(
      { length: 50 },
      (_, at) => `Sentence number ${at} says something about the harbour and ends here.`,
    );
    const { passages } = await read([linesAt(60, 820, lines)]);
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.every(({ text }) => text.length <= 1_500)).toBe(true);
    expect(passages.map(({ text }) => text).join('\n')).toBe(lines.join('\n'));
  });
});

describe('tables', () => {
  const COLUMNS = [60, 200, 300, 400];
  const ROWS = [
    ['Station', 'Output', 'Share', 'Since'],
    ['North quay', '1,204.5', '31.2%', '2019'],
    ['South quay', '988.0', '25.6%', '2021'],
    ['Ferry pier', '1,671.0', '43.2%', '2008'],
  ];

  test('columns of figures below their header are a table, and passages besides', async () => {
    const { artifacts, source, passages } = await read([
      [
        ...linesAt(60, 760, ['Table 2: Output by station']),
        ...tableAt(740, COLUMNS, ROWS),
        ...linesAt(60, 640, ['Figures are in megawatt hours.']),
      ],
    ]);
    const [table] = source.tables;
    if (table === undefined) throw new Error('a table was expected');
    expect(source.tables).toHaveLength(1);
    expect(table).toMatchObject({ name: 'report', title: 'Table 2: Output by station', rows: 3 });
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['station', 'text'],
      ['output', 'decimal'],
      ['share', 'text'],
      ['since', 'integer'],
    ]);
    expect(await cellsOf(artifacts, table)).toEqual(ROWS.slice(1));
    expect(passages.some(({ text }) => text.includes('South quay  988.0  25.6%  2021'))).toBe(true);
  });

  test('a table goes on over the end of a page, below its repeated header or without it', async () => {
    const more = [
      ['West gate', '12.5', '0.3%', '2024'],
      ['Old mill', '-', '0.0%', '1999'],
    ];
    const pages = [
      tableAt(740, COLUMNS, ROWS),
      tableAt(740, COLUMNS, [...ROWS.slice(0, 1), ...more]),
      tableAt(740, COLUMNS, more),
    ];
    const { artifacts, source } = await read(pages);
    expect(source.tables).toHaveLength(1);
    const cells = source.tables[0] === undefined ? [] : await cellsOf(artifacts, source.tables[0]);
    expect(cells).toEqual([...ROWS.slice(1), ...more, ...more]);
  });

  test.each([
    ['two rows', ROWS.slice(0, 3)],
    ['figures without a header', ROWS.slice(1)],
    [
      'words in columns',
      [
        ['Station', 'Keeper'],
        ['North quay', 'A. Berg'],
        ['South quay', 'B. Holm'],
        ['Ferry pier', 'C. Lund'],
      ],
    ],
  ])('%s are no table', async (_what, rows) => {
    expect((await read([tableAt(700, COLUMNS, rows)])).source.tables).toEqual([]);
  });

  test('columns of text with numbers in them are no table', async () => {
    const { source } = await read([
      [
        ...linesAt(
          60,
          700,
          LEFT.map((line) => `${line} 12`),
        ),
        ...linesAt(310, 700, RIGHT),
      ],
    ]);
    expect(source.tables).toEqual([]);
  });
});

describe('what a PDF does not give', () => {
  test('pages that are pictures are named, with the remedy', async () => {
    const text = linesAt(60, 760, ['Words.']);
    const { source } = await read([text, 'picture', 'picture', 'picture', text, 'picture', []]);
    expect(source.remarks).toEqual([
      'Pages 2 to 4 and 6 hold images without text. Run text recognition (OCR) on them and attach the file again.',
    ]);
  });

  test.each([
    ['a scan', pdfBytes(['picture', 'picture']), 'document-without-text', /2 pages of images/],
    ['blank pages', pdfBytes([[], []]), 'document-empty', /empty pages/],
    [
      'a PDF that is cut off',
      pdfBytes([linesAt(60, 760, ['Words.'])]).subarray(0, 300),
      'document-malformed',
      /PDF|page/,
    ],
    [
      'more pages than are read',
      pdfBytes(Array.from({ length: 5_001 }, () => [])),
      'document-too-large',
      /5,001 pages; at most 5,000/,
    ],
  ])('%s is an unreadable source', async (_what, bytes, code, words) => {
    const { set } = await ingestRig().ingest({ 'a.pdf': bytes });
    expect(failureOf(set)).toMatchObject({ code, message: expect.stringMatching(words) });
  });

  test('a password is asked for in words; one that only guards against changes is not in the way', async () => {
    const files = await filesOf('test/support/documents', ['owner-password.pdf', 'user-password.pdf']);
    const { artifacts, ingest } = ingestRig();
    const { set } = await ingest(files);
    expect((await passagesOf(artifacts, set))[0]?.text).toBe('The ferry runs every 20 minutes from May to September.');
    expect(failureOf(set, 1)).toMatchObject({ code: 'document-locked' });
    expect(set.sources[1]).toMatchObject({ failure: { remedy: expect.stringContaining('without its password') } });
  });

  test('a PDF is known by its content: with junk before it, and under another name', async () => {
    const bytes = Buffer.concat([Buffer.from('junk\n'), pdfBytes([linesAt(60, 760, ['Words.'])])]);
    const { ingest } = ingestRig();
    const { set } = await ingest({ 'a.pdf': bytes, 'b.bin': bytes, 'c.txt': pdfBytes([linesAt(60, 760, ['Words.'])]) });
    for (const at of [0, 1, 2])
      expect(readSource(set, at)).toMatchObject({ mediaType: 'application/pdf', passageCount: 1 });
  });

  test('text that is called a PDF is read as text', async () => {
    const { set } = await ingestRig().ingest({ 'a.pdf': 'Only words.\n' });
    expect(readSource(set).mediaType).toBe('text/plain');
  });
});
