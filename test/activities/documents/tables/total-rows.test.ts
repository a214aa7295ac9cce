import { describe, expect, test } from '@jest/globals';
import { findQuote } from '../../../../contract/evidence/quote.ts';
import { type CellXml, sheetXml, workbookBytes } from '../../../support/documents/workbook-bytes.ts';
import { cellsOf, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

async function read(content: string | Uint8Array, name = 'data.csv') {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ [name]: content });
  const source = readSource(set);
  const [table] = source.tables;
  if (table === undefined) throw new Error('a table was expected');
  const text = (await passagesOf(artifacts, set)).map((passage) => passage.text).join('\n');
  return { table, remarks: source.remarks ?? [], text, cells: await cellsOf(artifacts, table) };
}

const readSheet = (rows: readonly (readonly CellXml[])[]) =>
  read(workbookBytes([{ name: 'Forecast', xml: sheetXml(rows) }]), 'book.xlsx');

const firstCells = (cells: string[][]) => cells.map(([first]) => first);

describe('rows of totals', () => {
  test.each([
    ['the last one', 'm,n\n2026-01-01,10\n2026-02-01,20\nTotal,30\n', ['2026-01-01', '2026-02-01']],
    ['subtotals and a grand total', 'k,n\na,10\nb,20\nSubtotal,30\nc,5\nSubtotal,5\nGrand total,35\n', ['a', 'b', 'c']],
    ['one rounded', 'k,share\na,33.3\nb,33.3\nc,33.3\nTotal,100.0\n', ['a', 'b', 'c']],
    ['in decimal commas', 'k;n\na;1.234,50\nb;2,25\nSumme;1.236,75\n', ['a', 'b']],
    ['with a mean below', 'k,n\na,1\nb,2\nTotal,3\nAverage,1.5\n', ['a', 'b']],
    ['with a figure that is no sum', 'k,n,price\na,10,5\nb,20,8\nTotal,30,7\n', ['a', 'b']],
    [
      'of groups by name',
      'region,k,n\nNorth,a,1\nNorth,b,2\nNorth total,,3\nSouth,c,4\nSouth,d,5\nSouth total,,9\n',
      ['North', 'North', 'South', 'South'],
    ],
    ['at the head', 'age,n\nAll ages,60\n0-17,10\n18-64,30\n65+,20\n', ['0-17', '18-64', '65+']],
    ['without a label', 'k,n,m\na,10,7\nb,20,8\nc,31,9\n,61,24\n', ['a', 'b', 'c']],
    ['in money', 'k,n\na,$10\nb,$20\nTotal,$30\n', ['a', 'b']],
    [
      'of large and small numbers',
      `k,n\na,90071992547409930.125\nb,0.0625\nTotal,90071992547409930.1875\n`,
      ['a', 'b'],
    ],
  ])('%s are quoted, not queried', async (_what, content, names) => {
    const { table, cells, remarks, text } = await read(content);
    expect(firstCells(cells)).toEqual(names);
    expect(table.rows).toBe(names.length);
    expect(remarks).toEqual([expect.stringMatching(/totals? of .* quoted, not queried/)]);
    for (const line of content.trim().split('\n')) expect(findQuote(text, line)).not.toBeNull();
  });

  test.each([
    ['a category that is no sum', 'age,n\n0-17,10\n18-64,30\nAll ages,45\n'],
    ['the only one of its kind', 'age,n\nAll ages,60\n'],
    ['a category that equals its only neighbour', 'k,n\ndogs,5\nAll cats,5\n'],
    ['a total that does not add up', 'k,n\na,10\nb,20\nTotal,45\n'],
    ['small numbers that happen to add up', 'k,n\na,1\nb,2\nc,3\nd,6\n'],
    ['a table of words', 'k,v\na,x\nTotal,y\n'],
    ['the mean of a column that is the same all over', 'year,who,n\n1999,a,1\n1999,b,2\n1999,mean,7\n'],
    ['a name that begins like a mean', 'who,n\nAda,10\nBen,30\nMax Brown,20\n'],
    ['zeros', 'k,n\na,0\nb,0\nTotal,0\n'],
    ['numbers without names', 'a,b\n1,2\n2,3\n3,5\n'],
  ])('%s stays a row', async (_what, content) => {
    const { table, remarks } = await read(content);
    expect(table.rows).toBe(content.trim().split('\n').length - 1);
    expect(remarks).toEqual([]);
  });

  test('far below their rows are found, and rows keep their order', async () => {
    const rows = Array.from({ length: 1_000 }, (_, at) => `r${at},${at}.5`);
    const { cells, remarks } = await read(`k,n\n${rows.join('\n')}\nTotal,${(999 * 1000) / 2 + 500}\n`);
    expect(firstCells(cells)).toEqual(rows.map((row) => row.split(',')[0]));
    expect(remarks).toHaveLength(1);
  });

  test('of a sheet are told by their formulas, and leave the types of its columns clean', async () => {
    const day = (serial: string): CellXml => ({ v: serial, t: 'd' });
    const { table, remarks, text } = await readSheet([
      ['Month', 'Sales', 'Cost'],
      [day('2026-01-01'), 10, 4],
      [day('2026-02-01'), 20, 5],
      [day('2026-03-01'), 30, 6],
      ['Total', { f: 'SUM(B2:B4)', v: 60 }, { f: 'SUM(C2:C4)', v: 15 }],
      ['Maximum', { f: 'MAX(B2:B4)', v: 30 }, { f: 'MAX(C2:C4)', v: 6 }],
    ]);
    expect(table).toMatchObject({ rows: 3, columns: [{ type: 'date' }, { type: 'integer' }, { type: 'integer' }] });
    expect(remarks).toEqual([
      '2 rows of totals of “Forecast” are quoted, not queried, so that sums do not count them twice.',
    ]);
    expect(text).toContain('Total | 60 | 15');
  });

  test('by formulas alone, but not a mean over other months nor a running balance', async () => {
    const sum = await readSheet([
      ['Item', 'n'],
      ['a', 10],
      ['b', 20],
      ['Everything', { f: 'B2+B3', v: 30 }],
    ]);
    expect(sum.table.rows).toBe(2);
    const moving = await readSheet([
      ['Item', 'n', 'balance'],
      ['a', 10, 10],
      ['b', 20, { f: 'C2+B3', v: 30 }],
      ['c', { f: 'AVERAGE(B2:B3)', v: 15 }, { f: 'C3+B4', v: 45 }],
    ]);
    expect(moving.table.rows).toBe(3);
    expect(moving.remarks).toEqual([]);
  });

  test('of tables in Markdown are taken out as well', async () => {
    const { table, remarks } = await read(
      '# Costs\n\n| k | n |\n|---|---|\n| a | 1 |\n| b | 2 |\n| Total | 3 |\n',
      'costs.md',
    );
    expect(table.rows).toBe(2);
    expect(remarks).toEqual([
      'The row of totals of “Costs” is quoted, not queried, so that sums do not count it twice.',
    ]);
  });
});
