import { describe, expect, test } from '@jest/globals';
import { xlsxReader } from '../../../../activities/documents/xlsx/xlsx-reader.ts';
import { findQuote } from '../../../../contract/evidence/quote.ts';
import { DossierError } from '../../../../contract/failures.ts';
import { RecordingSink } from '../../../support/documents/recording-sink.ts';
import { type CellXml, sheetXml, workbookBytes } from '../../../support/documents/workbook-bytes.ts';
import { zipBytes } from '../../../support/documents/zip-bytes.ts';

async function read(bytes: Uint8Array) {
  expect(xlsxReader.mayBe(bytes.subarray(0, 64))).toBe(true);
  expect(await xlsxReader.recognises(bytes)).toBe(true);
  const sink = new RecordingSink();
  await xlsxReader.read(bytes, sink);
  expect(sink.tables.every(({ closed }) => closed)).toBe(true);
  return sink;
}

const readSheet = (rows: readonly (readonly CellXml[])[], merges: string[] = [], formats: string[] = []) =>
  read(workbookBytes([{ name: 'Data', xml: sheetXml(rows, merges) }], { formats }));

async function refusal(bytes: Uint8Array) {
  const error: unknown = await xlsxReader.read(bytes, new RecordingSink()).catch((reason: unknown) => reason);
  if (!(error instanceof DossierError)) throw new Error(`a failure was expected, not ${String(error)}`);
  return error.failure;
}

describe('a workbook', () => {
  test('gives each sheet as a table, and its rows as passages of their cells', async () => {
    const { tables, passages, headings } = await readSheet([
      ['Name', 'Quantity'],
      ['bolt', 12],
      ['nut', 0.30000000000000004],
    ]);
    expect(tables).toMatchObject([
      {
        title: 'Data',
        header: ['Name', 'Quantity'],
        rows: [
          ['bolt', '12'],
          ['nut', '0.3'],
        ],
      },
    ]);
    expect(passages).toEqual([
      {
        locator: { kind: 'sheet', sheet: 'Data', range: 'A1:B3' },
        headings: ['Data', 'Name | Quantity'],
        text: 'Name | Quantity\nbolt | 12\nnut | 0.3',
        indexed: true,
      },
    ]);
    expect(headings).toEqual(['Data', 'Name', 'Quantity']);
  });

  test('joins merged groups and units to the words of each column', async () => {
    const { tables } = await readSheet(
      [
        ['Revenue 2026', null, null],
        ['Region', 'Sales', null],
        [null, 'Home', 'Abroad'],
        [null, 'USD million', 'USD million'],
        ['North', 1.5, 2.5],
        ['South', 3, 4],
      ],
      ['A1:C1', 'A2:A3', 'B2:C2'],
    );
    expect(tables).toMatchObject([
      {
        title: 'Data: Revenue 2026',
        header: ['Region', 'Sales Home USD million', 'Sales Abroad USD million'],
        rows: [
          ['North', '1.5', '2.5'],
          ['South', '3', '4'],
        ],
      },
    ]);
  });

  test('shows percentages and money as people see them, while tables hold the numbers', async () => {
    const { tables, passages } = await readSheet(
      [
        ['Share', 'Price', 'Scaled'],
        [
          { v: 0.125, s: 1 },
          { v: 1234.5, s: 2 },
          { v: 1_500_000, s: 3 },
        ],
      ],
      [],
      ['0.0%', '[$€-407] #,##0.00', '0.0,,"M"'],
    );
    expect(tables[0]?.rows).toEqual([['0.125', '1234.5', '1500000']]);
    const text = passages[0]?.text ?? '';
    expect(text).toContain('12.5% | € 1,234.50 | 1.5M');
    expect(findQuote(text, '12.5%')?.exact).toBe('12.5%');
  });

  test.each([
    ['1900', '', 46_346, '2026-11-20'],
    ['1904', '<workbookPr date1904="1"/>', 44_884, '2026-11-20'],
    ['1900', '', 46_346.586_805_555_6, '2026-11-20T14:05:00'],
    ['1900', '', 59, '1900-02-28'],
    ['1900', '', 0.5, '12:00:00'],
  ])('reads days of the %s system %s as ISO text (%s)', async (_system, settings, serial, expected) => {
    const rows = [
      ['When', 'What'],
      [{ v: serial, s: 1 }, 'x'],
    ];
    const sink = await read(workbookBytes([{ name: 'S', xml: sheetXml(rows) }], { settings, formats: ['dd/mm/yyyy'] }));
    expect(sink.tables[0]?.rows).toEqual([[expected, 'x']]);
  });

  test('gives formulas beside their values, shared ones as they stand in each cell, and says which have no value', async () => {
    const shared = `<row r="4"><c r="A4"><v>1</v></c><c r="B4"><f t="shared" ref="B4:B5" si="0">A4*$A$2+LOG10(A4)</f><v>7</v></c></row>
      <row r="5"><c r="A5"><v>2</v></c><c r="B5"><f t="shared" si="0"/><v>8</v></c></row></sheetData>`;
    const xml = sheetXml([
      ['n', 'm'],
      [3, { f: 'A2*2', v: 6 }],
      [4, { f: 'A3*2' }],
    ]).replace('</sheetData>', shared);
    const { tables, remarks } = await read(workbookBytes([{ name: 'S', xml }]));
    expect(tables[0]?.rows).toEqual([
      ['3', '6'],
      ['4', ''],
      ['1', '7'],
      ['2', '8'],
    ]);
    expect(tables[0]?.formulas).toEqual({ B2: 'A2*2', B3: 'A3*2', B4: 'A4*$A$2+LOG10(A4)', B5: 'A5*$A$2+LOG10(A5)' });
    expect(remarks).toEqual([expect.stringMatching(/1 formula has no computed value.*\(B3\)/)]);
  });

  test('tells tables apart by blank rows and columns, but keeps a table with a gap together', async () => {
    const { tables } = await readSheet([
      ['Name', 'Qty', null, 'City', 'People'],
      ['a', 1, null, 'X', 100],
      [],
      ['b', 2, null, 'Y', 200],
      [],
      ['Second table'],
      [],
      ['Year', 'Value'],
      [2025, 5],
      [2026, 6],
      ['Source: our books'],
    ]);
    expect(tables).toMatchObject([
      {
        title: 'Data',
        header: ['Name', 'Qty'],
        rows: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
      {
        title: 'Data',
        header: ['City', 'People'],
        rows: [
          ['X', '100'],
          ['Y', '200'],
        ],
      },
      {
        title: 'Data: Second table',
        header: ['Year', 'Value'],
        rows: [
          ['2025', '5'],
          ['2026', '6'],
        ],
      },
    ]);
  });

  test('says what is hidden or shows errors, and reads booleans', async () => {
    const rows: CellXml[][] = [
      ['ok', 'n'],
      [true, { v: '#REF!', t: 'e' }],
    ];
    const sink = await read(workbookBytes([{ name: 'H', state: 'hidden', xml: sheetXml(rows) }]));
    expect(sink.tables[0]?.rows).toEqual([['TRUE', '#REF!']]);
    expect(sink.remarks).toEqual([expect.stringMatching(/“H” is hidden/), expect.stringMatching(/B2 #REF!/)]);
  });

  test('reads notes on cells, and shared words without formatting and phonetic guides', async () => {
    const relations = ['comments', 'sharedStrings'].map(
      (type) => `<Relationship Id="${type}" Type="http://x/${type}" Target="${type}.xml"/>`,
    );
    const bytes = workbookBytes(
      [
        {
          name: 'S',
          xml: sheetXml([
            [{ v: 0, t: 's' }, 'b'],
            [1, 2],
          ]),
          relations: relations[0] ?? '',
        },
      ],
      {
        parts: [
          {
            name: 'xl/comments.xml',
            content:
              '<comments><commentList><comment ref="B2"><text><r><t>Resta</t></r><r><t>ted</t></r></text></comment></commentList></comments>',
          },
          {
            name: 'xl/sharedStrings.xml',
            content: '<sst><si><r><t>Ta</t></r><r><t xml:space="preserve">ble </t></r><rPh><t>no</t></rPh></si></sst>',
          },
        ],
      },
    );
    const { passages, tables } = await read(bytes);
    expect(tables[0]?.header[0]?.trim()).toBe('Table');
    expect(passages.at(-1)).toMatchObject({
      locator: { range: 'B2' },
      headings: ['S', 'Note on B2'],
      text: 'Restated',
    });
  });

  test.each([
    [
      'an old workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook\0', 'utf16le')]),
      /XLSX/,
    ],
    [
      'an encrypted one',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage\0', 'utf16le')]),
      /without one/,
    ],
    ['a binary one', zipBytes([{ name: 'xl/workbook.bin', content: 'x' }]), /XLSX/],
  ])('%s is met with the remedy', async (_what, bytes, remedy) => {
    expect(await xlsxReader.recognises(bytes)).toBe(true);
    expect((await refusal(bytes)).remedy).toMatch(remedy);
  });

  test.each([
    ['entities', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', /declares a document type/],
    ['endless nesting', '<worksheet>'.repeat(1_000), /nested too deeply/],
    ['too many columns', `<worksheet><sheetData><row>${'<c><v>1</v></c>'.repeat(16_385)}`, /outside/],
    ['broken XML', '<worksheet><sheetData><row></sheetData>', /cannot be read/],
  ])('refuses %s', async (_what, content, words) => {
    const bytes = zipBytes([
      { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="S" r:id="a"/></sheets></workbook>' },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: '<R><Relationship Id="a" Type="x/worksheet" Target="evil.xml"/></R>',
      },
      { name: 'xl/evil.xml', content },
    ]);
    expect(await refusal(bytes)).toMatchObject({ code: 'document-malformed', message: expect.stringMatching(words) });
  });

  test('a sheet of too many columns for a table is read as text', async () => {
    const xml = `<sheetData>${`<row>${'<c><v>7</v></c>'.repeat(1_200)}</row>`.repeat(2)}</sheetData>`;
    const { tables, passages, remarks } = await read(workbookBytes([{ name: 'Wide', xml }]));
    expect(tables).toEqual([]);
    expect(passages.length).toBeGreaterThan(0);
    expect(remarks).toEqual([expect.stringMatching(/more than 1,000 columns/)]);
  });
});
