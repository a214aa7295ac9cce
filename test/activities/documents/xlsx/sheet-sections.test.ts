import { describe, expect, test } from '@jest/globals';
import { xlsxReader } from '../../../../activities/documents/xlsx/xlsx-reader.ts';
import { RecordingSink } from '../../../support/documents/recording-sink.ts';
import { type CellXml, sheetXml, workbookBytes } from '../../../support/documents/workbook-bytes.ts';

type Rows = readonly (readonly CellXml[])[];

async function read(rows: Rows, merges: string[] = []) {
  const sink = new RecordingSink();
  await xlsxReader.read(workbookBytes([{ name: 'Data', xml: sheetXml(rows, merges) }]), sink);
  const told = sink.passages.map(({ text }) => text).join('\n');
  // Whatever the rows turn out to be, each of their cells stands in a passage.
  for (const cell of rows.flat())
    if (typeof cell === 'string' || typeof cell === 'number') expect(told).toContain(String(cell));
  return sink;
}

const day = (text: string): CellXml => ({ v: text, t: 'd' });
const PEOPLE: Rows = [
  ['Name', 'Trade', 'Age', 'Kids', 'Born'],
  ['Ada', 'baker', 69, true, day('1947-01-08')],
  ['Ben', 'smith', 60, false, day('1956-10-21')],
  ['Cleo', 'baker', 90, true, day('1926-10-18')],
];

describe('a sheet with words around its table', () => {
  test('has its header where columns begin to hold values, titles above and notes below', async () => {
    const { tables, passages } = await read([
      ['Lots of people'],
      ['like to write', null, null, null, 'notes'],
      ['at', 'the', 'top', null, 'of sheets'],
      ['or', 'joining', null, null, 'cells'],
      ...PEOPLE,
      ['Others'],
      [null, 'write below'],
      [null, null, 'at the', 'bottom'],
    ]);
    expect(tables).toMatchObject([
      {
        title: 'Data: Lots of people',
        header: ['Name', 'Trade', 'Age', 'Kids', 'Born'],
        rows: [
          ['Ada', 'baker', '69', 'TRUE', '1947-01-08'],
          ['Ben', 'smith', '60', 'FALSE', '1956-10-21'],
          ['Cleo', 'baker', '90', 'TRUE', '1926-10-18'],
        ],
      },
    ]);
    expect(passages.find(({ text }) => text.includes('at | the | top'))?.locator).toMatchObject({ range: 'A3:E3' });
  });

  test('keeps scattered rows that data follows, and those that may be data', async () => {
    const rows = async (...more: Rows) => (await read([...PEOPLE, ...more])).tables.map((table) => table.rows.length);
    expect(await rows([null, null, 'see below'], ['Dan', 'cook', 50, true, day('1970-01-01')])).toEqual([5]);
    expect(await rows(['Dan'])).toEqual([4]);
    expect(await rows(['Dan', null, 'unknown'])).toEqual([4]);
    expect(await rows([null, 'a note', 'on age', 'and on kids'], [null, null, 'too'])).toEqual([4]);
  });

  test('keeps a first row of words as data below a full header, and a header without a name for its rows', async () => {
    const words = await read([
      ['Item', 'Limit', 'Used'],
      ['a', 'none', 'unknown'],
      ['b', 5, 3],
      ['c', 6, 4],
    ]);
    expect(words.tables).toMatchObject([{ header: ['Item', 'Limit', 'Used'], rows: [{}, {}, {}] }]);
    const nameless = await read([
      [null, 'North', 'South'],
      ['audited', 'yes', 'no'],
      ['sales', 5, 3],
      ['costs', 6, 4],
    ]);
    expect(nameless.tables).toMatchObject([{ header: ['', 'North', 'South'], rows: [{}, {}, {}] }]);
  });
});

describe('sections of a sheet', () => {
  test('below each other are tables of their own, each with its title, with and without blank rows', async () => {
    for (const gap of [[], [[]]] satisfies Rows[]) {
      const { tables } = await read([
        ['MONTHLY INCOME'],
        ['Item', 'Amount'],
        ['Pay', 2500],
        ['Rent', 500],
        ...gap,
        ['MONTHLY EXPENSES'],
        ['Item', 'Amount'],
        ['Food', 400],
        ['Fuel', 90],
        ['Fun', 50],
        ...gap,
        ['SAVINGS'],
        ['Item', 'Amount'],
        ['Fund', 10],
      ]);
      expect(tables.map(({ title, header, rows }) => [title, header, rows])).toEqual([
        [
          'Data: MONTHLY INCOME',
          ['Item', 'Amount'],
          [
            ['Pay', '2500'],
            ['Rent', '500'],
          ],
        ],
        [
          'Data: MONTHLY EXPENSES',
          ['Item', 'Amount'],
          [
            ['Food', '400'],
            ['Fuel', '90'],
            ['Fun', '50'],
          ],
        ],
        ['Data: SAVINGS', ['Item', 'Amount'], [['Fund', '10']]],
      ]);
    }
  });

  test('side by side are told apart, also where they end in different rows', async () => {
    const { tables } = await read([
      ['INCOME', null, null, 'EXPENSES'],
      ['Item', 'Amount', null, 'Item', 'Amount'],
      ['Pay', 2500, null, 'Food', 400],
      ['Rent', 500, null, 'Fuel', 90],
      [null, null, null, 'Fun', 50],
      ['SAVINGS', null, null, 'Rest', 7],
      ['Item', 'Amount', null, 'More', 8],
      ['Fund', 10, null, 'Last', 9],
    ]);
    expect(tables.map(({ title, rows }) => [title, rows.map(([first]) => first)])).toEqual([
      ['Data: INCOME', ['Pay', 'Rent']],
      ['Data: EXPENSES', ['Food', 'Fuel', 'Fun', 'Rest', 'More', 'Last']],
      ['Data: SAVINGS', ['Fund']],
    ]);
  });

  test('with other columns and no title are told by a header that breaks with several columns of values', async () => {
    const { tables } = await read([
      ['Site', 'Power', 'Cost'],
      ['a', 1, 10],
      ['b', 2, 20],
      ['Year', 'Hours', 'Output', 'Grade'],
      [2025, 5, 6, 'x'],
      [2026, 7, 8, 'y'],
    ]);
    expect(tables.map(({ header, rows }) => [header.length, rows.length])).toEqual([
      [3, 2],
      [4, 2],
    ]);
  });

  test('are not made of groups inside a table, of missing values or of a header that is said again', async () => {
    const groups = await read([
      ['Item', 'Amount'],
      ['a', 1],
      ['Group B'],
      ['b', 'tbd'],
      ['c', 3],
      ['Group C'],
      ['d', 'on request'],
      ['e', 5],
    ]);
    expect(groups.tables.map(({ rows }) => rows.length)).toEqual([7]);
    const again = await read([
      ['Item', 'Amount'],
      ['a', 1],
      ['Item', 'Amount'],
      ['b', 2],
    ]);
    expect(again.tables.map(({ rows }) => rows)).toEqual([
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ]);
  });

  test('far below the first rows are found as well', async () => {
    const many = Array.from({ length: 200 }, (_, at): CellXml[] => [`item ${at}`, at]);
    const { tables } = await read([['ONE'], ['Item', 'Amount'], ...many, ['TWO'], ['Item', 'Amount'], ...many]);
    expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
      ['Data: ONE', 200],
      ['Data: TWO', 200],
    ]);
  });
});
