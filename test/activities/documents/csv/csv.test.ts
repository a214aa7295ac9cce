import { describe, expect, test } from '@jest/globals';
import { findQuote } from '../../../../contract/evidence/quote.ts';
import { cellsOf, failureOf, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

async function read(content: string | Uint8Array, name = 'data.csv') {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ [name]: content });
  const [table] = readSource(set).tables;
  if (table === undefined) throw new Error('a table was expected');
  return { set, table, cells: await cellsOf(artifacts, table), passages: await passagesOf(artifacts, set) };
}

const typesOf = ({ columns }: { columns: { type: string; scale: number }[] }) =>
  columns.map(({ type, scale }) => (type === 'decimal' ? `decimal ${scale}` : type));

describe('CSV', () => {
  test.each([
    ['commas', 'a,b\n1,x\n2,y\n'],
    ['semicolons', 'a;b\n1;x\n2;y\n'],
    ['tabs', 'a\tb\n1\tx\n2\ty\n'],
    ['bars', 'a|b\n1|x\n2|y\n'],
    ['CR LF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['no end of line at the end', 'a,b\n1,x\n2,y'],
  ])('reads %s', async (_what, text) => {
    const { table, cells } = await read(text);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'integer'],
      ['b', 'text'],
    ]);
    expect(cells).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
  });

  test('keeps line breaks, quotes and formulas of cells as they are', async () => {
    const text = 'id;note\r\n1;"first\r\nsecond; ""third"""\r\n2;=1+1\r\n3;@SUM(A1)\r\n';
    const { cells, passages } = await read(text);
    expect(cells).toEqual([
      ['1', 'first\r\nsecond; "third"'],
      ['2', '=1+1'],
      ['3', '@SUM(A1)'],
    ]);
    expect(passages.map((passage) => passage.text).join('\r\n')).toBe(text.trimEnd());
  });

  test('passages are groups of raw rows below their header, so that every row can be quoted', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => `${at},"name, ${at}",${at}.50`);
    const { passages, table } = await read(`id,full name,price\n${rows.join('\n')}\n`);
    expect(table.name).toBe('data');
    expect(passages.length).toBeGreaterThan(3);
    expect(passages[0]?.locator).toMatchObject({ kind: 'rows', table: 'data', from: 0 });
    let next = 0;
    for (const { locator, headings, text } of passages) {
      if (locator.kind !== 'rows') throw new Error('a locator of rows was expected');
      expect(locator.from).toBe(next);
      expect(headings).toEqual(['id,full name,price']);
      for (const row of rows.slice(Math.max(0, locator.from - 1), locator.to))
        expect(findQuote(text, row)?.exact).toBe(row);
      next = locator.to + 1;
    }
    expect(next).toBe(501);
  });

  test('types hold only where every cell reads', async () => {
    const { table } = await read(
      'n,d,mixed,day,moment,flag,zip,empty,month,big\n' +
        '1,1.5,1,2026-01-02,2026-01-02 03:04,true,01234,,2026-01,12345678901234567890\n' +
        '-2,2.25,x,31.12.2026,2026-01-02T03:04:05.5Z,FALSE,99999,,2026-02,1\n' +
        'n/a,-,,,,,,,,\n',
    );
    expect(typesOf(table)).toEqual([
      'integer',
      'decimal 2',
      'text',
      'date',
      'timestamp',
      'boolean',
      'text',
      'text',
      'text',
      'text',
    ]);
  });

  test('a day that does not exist makes its column text', async () => {
    expect(typesOf((await read('d,e\n2026-02-30,1\n2026-02-28,2\n')).table)).toEqual(['text', 'integer']);
  });

  test.each([
    ['decimal commas', 'a;b\n1.234,50;2,5\n3;4\n', ['decimal 2', 'decimal 1']],
    ['thousands that a decimal comma beside them settles', 'a;b\n1.234;2,5\n5.678;4\n', ['integer', 'decimal 1']],
    ['thousands that nothing settles', 'a;b\n1.234;x\n5.678;y\n', ['text', 'text']],
    ['thousands of a file with commas', 'a,b\n"1,234",x\n"5,678",y\n', ['integer', 'text']],
    ['millions', 'a;b\n1,234,567;x\n89;y\n', ['integer', 'text']],
    ['columns that contradict each other', 'a;b;c\n1,5;1.5;1.234\n2;3;4\n', ['decimal 1', 'decimal 1', 'text']],
    ['spaces between thousands', 'a;b\n1 234,5;x\n12 345,0;y\n', ['decimal 1', 'text']],
    ['exponents', 'a,b\n1.5e-3,x\n2E2,y\n', ['decimal 4', 'text']],
  ])('reads %s', async (_what, text, expected) => {
    expect(typesOf((await read(text)).table)).toEqual(expected);
  });

  test('column names are snake_case, unique and no words of SQL', async () => {
    const { table } = await read('Größe (m²),inputTokens,kWh,end,2024,Größe  m²,,Total kWh\nx,x,x,x,x,x,x,x\n');
    expect(table.columns.map(({ name }) => name)).toEqual([
      'grosse_m2',
      'input_tokens',
      'kwh',
      'end_',
      'column_5_2024',
      'grosse_m2_2',
      'column_7',
      'total_kwh',
    ]);
  });

  test('a first row of numbers is data, one of years is a header', async () => {
    expect((await read('1,2.5\n3,4.5\n')).table).toMatchObject({
      rows: 2,
      columns: [{ name: 'column_1' }, { name: 'column_2' }],
    });
    expect((await read('2024,2025\n3,4\n')).table).toMatchObject({ rows: 1 });
  });

  test('rows of other lengths lose nothing', async () => {
    const { table, cells } = await read('a,b\n1\n1,2,3\n');
    expect(cells).toEqual([['1'], ['1', '2', '3']]);
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b', 'column_3']);
  });

  test('a cell of half a megabyte is cut into passages, not in the table', async () => {
    const huge = 'x'.repeat(500_000);
    const { cells, passages } = await read(`a,b\n1,"${huge}"\n2,y\n`);
    expect(cells[0]).toEqual(['1', huge]);
    expect(passages.every(({ text }) => text.length <= 1_500)).toBe(true);
    expect(passages.at(-1)?.text).toContain('2,y');
  });

  test.each([
    ['a quote without end', 'a,b\n1,"x\n2,y\n', 'document-malformed', /quotation mark/],
    [
      'a record of three megabytes',
      `a,b\n1,"${'x'.repeat(3_000_000)}"\n`,
      'document-malformed',
      /2,000,000 characters/,
    ],
    ['too many columns', `${'a,'.repeat(1_001)}b\n1,2\n`, 'document-malformed', /at most 1,000/],
  ])('refuses %s with a sentence', async (_what, text, code, words) => {
    const { ingest } = ingestRig();
    const { set } = await ingest({ 'bad.csv': text, 'good.txt': 'Still read.' });
    expect(failureOf(set)).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(readSource(set, 1).passageCount).toBe(1);
  });

  test('is recognised without its ending; prose with commas is not one', async () => {
    expect((await read('a;b\n1;2\n3;4\n', 'export')).table.rows).toBe(2);
    const { ingest } = ingestRig();
    const { set } = await ingest({ letter: 'Dear all,\nfirst, second, third.\nRegards, me\n' });
    expect(readSource(set)).toMatchObject({ mediaType: 'text/plain', tables: [] });
  });
});
