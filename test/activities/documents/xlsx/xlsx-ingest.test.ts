import { expect, test } from '@jest/globals';
import { sheetXml, workbookBytes } from '../../../support/documents/workbook-bytes.ts';
import { zipBytes } from '../../../support/documents/zip-bytes.ts';
import { cellsOf, failureOf, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

test('a workbook is a source with a typed table for each sheet, whatever it is called', async () => {
  const { artifacts, ingest } = ingestRig();
  const rows = [
    ['Region', 'Share', 'Since', 'Code'],
    ['North', { v: 0.125, s: 1 }, { v: 46_346, s: 2 }, '1,5'],
    ['South', { v: 1.234, s: 1 }, { v: 46_347, s: 2 }, '2,5'],
  ];
  const bytes = workbookBytes(
    [
      { name: 'Shares', xml: sheetXml(rows) },
      {
        name: 'More',
        xml: sheetXml([
          ['a', 'b'],
          [1, 2],
        ]),
      },
    ],
    { formats: ['0.0%', 'yyyy-mm-dd'] },
  );
  const { set } = await ingest({ 'figures.bin': bytes });
  const source = readSource(set);
  expect(source.tables.map(({ title, rows: count }) => [title, count])).toEqual([
    ['Shares', 2],
    ['More', 1],
  ]);
  const [table] = source.tables;
  // A column of words with decimal commas must not turn 1.234 into a thousand.
  expect(table?.columns.map(({ type, scale }) => `${type} ${scale}`)).toEqual([
    'text 0',
    'decimal 3',
    'date 0',
    'decimal 1',
  ]);
  if (table !== undefined)
    expect((await cellsOf(artifacts, table))[0]).toEqual(['North', '0.125', '2026-11-20', '1,5']);
  expect((await passagesOf(artifacts, set))[0]?.text).toContain('North | 12.5% | 2026-11-20 | 1,5');
});

test('a workbook that would expand too far is unreadable, and says so', async () => {
  const { ingest } = ingestRig();
  const bomb = zipBytes([{ name: 'xl/workbook.xml', content: 'x', declaredBytes: 2_000_000_000 }]);
  const { set } = await ingest({ 'bomb.xlsx': bomb });
  expect(failureOf(set)).toMatchObject({ code: 'document-too-large', message: expect.stringMatching(/1,000 MB/) });
});
