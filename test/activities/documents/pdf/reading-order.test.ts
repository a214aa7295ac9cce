import { describe, expect, test } from '@jest/globals';
import { ingestRig, passagesOf } from '../../../support/ingested-documents.ts';
import { linesAt, type PdfPageContent, type PlacedText, pdfBytes } from '../../../support/pdf-bytes.ts';

async function textsOf(...pages: readonly PdfPageContent[]): Promise<string[]> {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ 'report.pdf': pdfBytes(pages) });
  return (await passagesOf(artifacts, set)).map(({ text }) => text);
}

/** Lines at a distance of one's own. */
function spaced(x: number, top: number, leading: number, lines: readonly string[], size = 10): PlacedText[] {
  return lines.map((text, at) => ({ x, y: top - leading * at, text, size }));
}

const FIRST = [
  'The harbour was dredged in the',
  'spring of the year, and the work',
  'took eleven weeks because two',
  'storms closed the entrance for',
  'some days. The committee met',
  'again before the ferries came.',
];
const SECOND = [
  'A reserve of forty thousand was',
  'set aside for repairs of the quay,',
  'which the survey had called very',
  'urgent. No part of it was used',
  'until the autumn, when one wall',
  'sank and had to be closed off.',
];
const THIRD = [
  'The pilots asked for a new boat',
  'in March, as the old one took on',
  'water at speed. It was ordered',
  'from a yard on the west coast and',
  'came in October, one month late,',
  'with a crew of three on board.',
];
const WIDE = [
  'The council looked at the harbour accounts for the last nine years and found that the',
  'income from the ferries had grown in each of them, although the number of sailings',
  'stayed the same. It asked for a report on the reasons, which was given in the autumn',
  'and named the longer season and the new terminal.',
];

describe('columns', () => {
  test('three columns below what spans two of them are read one after the other', async () => {
    const page = [
      { x: 230, y: 770, text: 'A title that stands over the second and third column', size: 14 },
      ...[FIRST, SECOND, THIRD].flatMap((column, at) => linesAt(50 + 180 * at, 700, column)),
    ];
    expect((await textsOf(page)).slice(1)).toEqual([FIRST, SECOND, THIRD].map((lines) => lines.join('\n')));
  });

  test('text beside a table of figures is read on its own', async () => {
    const rows = [
      ['Age', 'Number'],
      ['14 to 17', '231,000'],
      ['18 to 19', '3,769,000'],
      ['20 to 21', '3,648,000'],
    ];
    const table = rows.flatMap((row, at) =>
      row.map((text, column) => ({ x: 300 + 80 * column, y: 697 - 14 * at, text })),
    );
    expect(await textsOf([...linesAt(60, 700, FIRST), ...table])).toContain(FIRST.join('\n'));
  });

  test('a note in the margin breaks no sentence', async () => {
    const note = linesAt(510, 686, ['Harbour', 'accounts']);
    expect(await textsOf([...linesAt(60, 700, WIDE), ...note])).toEqual([WIDE.join('\n'), 'Harbour\naccounts']);
  });

  test('the marks of items stay with their items', async () => {
    const items = [WIDE, WIDE].flatMap((lines, at) => [
      { x: 60, y: 700 - 70 * at, text: '*' },
      ...linesAt(78, 700 - 70 * at, lines),
    ]);
    const text = (await textsOf(items)).join('\n');
    expect(
      text
        .split('*')
        .slice(1)
        .map((item) => item.trim()),
    ).toEqual([WIDE.join('\n'), WIDE.join('\n')]);
  });
});

describe('sentences', () => {
  test('lines that stand far apart are one paragraph, also above the narrow rows of a table', async () => {
    const rows = ['Alder', 'Beech', 'Cedar', 'Downs', 'Elder', 'Field', 'Grove', 'Heath'].flatMap((name, at) => [
      { x: 60, y: 560 - 12 * at, text: name },
      { x: 200, y: 560 - 12 * at, text: `${at}1.5` },
    ]);
    expect(await textsOf([...spaced(60, 700, 19, WIDE), ...rows])).toContain(WIDE.join('\n'));
    expect(await textsOf(spaced(60, 700, 25, WIDE))).toEqual([WIDE.join('\n')]);
  });

  test('a line that is drawn in another font throughout does not end the sentence before it', async () => {
    const lines = linesAt(60, 700, FIRST).map((line, at) => ({ ...line, bold: at === 2 }));
    expect(await textsOf(lines, linesAt(60, 700, WIDE))).toContain(FIRST.join('\n'));
  });

  test('a raised mark stays with its line, though a row of a table stands between', async () => {
    const lines = FIRST.map((text, at) => ({ x: 60, y: 700 - 14 * at, text, size: 12 }));
    const [, second] = lines;
    if (second === undefined) throw new Error('two lines were expected');
    const mark = { x: 233, y: second.y + 5.5, text: '14', size: 8 };
    const beside = { x: 300, y: second.y + 0.1, text: '3,769,000', size: 10 };
    const texts = await textsOf([...lines, mark, beside]);
    expect(texts).not.toContain('14');
    expect(texts.join('\n')).toMatch(/and the work ?\[note 14\]/);
  });

  test('lines in the middle over each other belong together', async () => {
    const page = WIDE.map((text, at) => ({ x: 60 + 2.2 * (86 - text.length), y: 700 - 14 * at, text }));
    const texts = await textsOf(page);
    expect(texts.join('\n')).toBe(WIDE.join('\n'));
  });

  test('the second line of an entry that hangs out belongs to it', async () => {
    const entry = [
      {
        x: 60,
        y: 700,
        text: 'Alder, B. and Cedar, D. (1998), "Early experience of tides: influences on the attitudes",',
      },
      { x: 80, y: 686, text: 'Journal of Harbour Works, Vol. 71, pp. 61-79.' },
    ];
    expect((await textsOf(entry))[0]).toContain('attitudes",\nJournal');
  });

  test('a sentence that stands on several pages is no running title', async () => {
    const page = linesAt(60, 800, WIDE);
    expect(await textsOf(page, page, page)).toEqual([1, 2, 3].map(() => WIDE.join('\n')));
  });
});
