import { describe, expect, test } from '@jest/globals';
import { findQuote } from '../../../../contract/evidence/quote.ts';
import { cellsOf, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

async function read(content: string | Uint8Array) {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ 'data.csv': content });
  const source = readSource(set);
  const [table] = source.tables;
  if (table === undefined) throw new Error('a table was expected');
  const passages = await passagesOf(artifacts, set);
  return { table, remarks: source.remarks, passages, cells: await cellsOf(artifacts, table) };
}

const CELLS = [
  ['1', 'x'],
  ['2', 'y'],
];

describe('a CSV', () => {
  test.each([
    ['a line that names the delimiter', 'sep=;\r\na;b\r\n1;x\r\n2;y\r\n'],
    ['a delimiter that only this line names', 'sep=^\na^b\n1^x\n2^y\n'],
    ['title lines', 'Stock list\nAs of 2026-11-20\n\na,b\n1,x\n2,y\n'],
    ['title lines with empty cells', 'Stock list;\n;\na;b\n1;x\n2;y\n'],
    ['comments', '# made by a machine\n# on a Friday\na,b\n1,x\n# half of it\n2,y\n'],
    ['notes below', 'a;b\n1;x\n2;y\n\nSource: our books;\n* estimated\n'],
    ['single quotation marks', "'a';'b'\n'1';'x'\n'2';'y'\n"],
    ['old Mac line ends', 'a,b\r1,x\r2,y\r'],
    ['UTF-16', Buffer.from('\ufeffa\tb\r\n1\tx\r\n2\ty\r\n', 'utf16le')],
  ])('is read with %s', async (_what, content) => {
    const { table, cells } = await read(content);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'integer'],
      ['b', 'text'],
    ]);
    expect(cells).toEqual(expect.arrayContaining(CELLS));
    expect(cells).toHaveLength(2);
  });

  test('lines above and below its rows can be quoted, and its title names the table', async () => {
    const { table, passages } = await read('Stock list\n\na,b\n1,x\n2,y\nNote: counted by hand,\n');
    expect(table.title).toBe('Stock list');
    const text = passages.map((passage) => passage.text).join('\n');
    for (const words of ['Stock list', '1,x', 'Note: counted by hand']) expect(findQuote(text, words)).not.toBeNull();
    expect(passages.at(-1)?.headings).toEqual(['Stock list', 'a,b']);
  });

  test('units below the header join its words', async () => {
    const { table } = await read('Year;Revenue;Energy\n;USD million;(kWh)\n2025;1,5;20\n2026;2,5;30\n');
    expect(table.columns.map(({ name, header, type }) => [name, header, type])).toEqual([
      ['year', 'Year', 'integer'],
      ['revenue_usd_million', 'Revenue USD million', 'decimal'],
      ['energy_kwh', 'Energy (kWh)', 'integer'],
    ]);
  });

  test('of words alone keeps its second line as data', async () => {
    const { table } = await read('name,unit\nlength,m\nweight,kg\n');
    expect(table).toMatchObject({ rows: 2, columns: [{ name: 'name' }, { name: 'unit' }] });
  });

  test('of an old Western program is read, with a remark', async () => {
    const { cells, remarks } = await read(Buffer.from('Ort;Fläche\nKöln;1,5 m²\nAltötting;2\n', 'latin1'));
    expect(cells).toEqual([
      ['Köln', '1,5 m²'],
      ['Altötting', '2'],
    ]);
    expect(remarks).toEqual([expect.stringMatching(/Windows-1252/)]);
  });

  test('has its header where columns begin to hold values; scattered words around it are quoted', async () => {
    const { table, cells, passages } = await read(
      'People,,,,\nwith,many,words,,above\nName,Trade,Age,Height,Born\nAda,baker,69,1.5,1947-01-08\nBen,smith,60,1.75,1956-10-21\n,,at the,bottom,\nmade by a machine\n',
    );
    expect(table.title).toBe('People');
    expect(table.columns.map(({ type }) => type)).toEqual(['text', 'text', 'integer', 'decimal', 'date']);
    expect(cells).toHaveLength(2);
    const text = passages.map((passage) => passage.text).join('\n');
    for (const words of ['with,many,words,,above', ',,at the,bottom,', 'made by a machine'])
      expect(findQuote(text, words)).not.toBeNull();
  });

  test('keeps scattered rows that data follows, and a last one that may miss its values', async () => {
    const head = 'Name,Trade,Age,Height,Born\nAda,baker,69,1.5,1947-01-08\n';
    expect((await read(`${head},,unknown,,\nBen,smith,60,1.75,1956-10-21\n`)).cells).toHaveLength(3);
    expect((await read(`${head}Ben,,,,\n`)).cells).toHaveLength(2);
    expect((await read(`${head}Ben,,unknown,,\n`)).cells).toHaveLength(2);
  });
});
