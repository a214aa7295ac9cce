import { describe, expect, test } from '@jest/globals';
import { htmlReader } from '../../../../activities/documents/html/html-reader.ts';
import { RecordingSink } from '../../../support/documents/recording-sink.ts';
import { ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

async function read(html: string | Uint8Array) {
  const sink = new RecordingSink();
  await htmlReader.read(typeof html === 'string' ? Buffer.from(html) : html, sink);
  const { passages, headings, remarks, tables } = sink;
  return { passages, headings, remarks, tables, texts: () => passages.map((passage) => passage.text) };
}

describe('a web page', () => {
  test('gives blocks under their headings, with white space as it is rendered', async () => {
    const { passages, headings } = await read(
      '<!doctype html><title>Roof &amp; sun</title><h1>Solar</h1><p>First   <b>para</b>graph\nwith H<sub>2</sub>O<br>and &eacute;.' +
        '<h2>Cost</h2><p>It is 5&nbsp;&euro;.<blockquote>He said</blockquote><h1>End</h1><p>Last<img alt="a chart">',
    );
    expect(passages.filter((passage) => passage.indexed)).toEqual([
      {
        locator: { kind: 'paragraph', paragraph: 3 },
        headings: ['Solar'],
        text: 'First paragraph with H2O\nand é.',
        indexed: true,
      },
      {
        locator: { kind: 'paragraph', paragraph: 5 },
        headings: ['Solar', 'Cost'],
        text: 'It is 5\u00a0€.',
        indexed: true,
      },
      { locator: { kind: 'paragraph', paragraph: 6 }, headings: ['Solar', 'Cost'], text: 'He said', indexed: true },
      { locator: { kind: 'paragraph', paragraph: 8 }, headings: ['End'], text: 'Last a chart', indexed: true },
    ]);
    expect(headings).toEqual(['Solar', 'Cost', 'End']);
  });

  test('its title heads it where it has no top heading', async () => {
    const { passages } = await read('<title>Minutes</title><p>We met.');
    expect(passages.at(-1)?.headings).toEqual(['Minutes']);
  });

  test('lists have their marks, and are one passage', async () => {
    const { texts } = await read(
      '<ol start=3><li>three<li><p>four</p><p>more of four</p><ul><li>inner</ul><li value=9>nine</ol><p>x<ol type=a><li>one</ol>',
    );
    expect(texts()).toEqual(['3. three\n4. four\nmore of four\n  - inner\n9. nine', 'x', 'a. one']);
  });

  test('a number that leads to a note is no part of the number before it', async () => {
    const { texts } = await read(
      '<p>It cost 5 m<sup>2</sup> in 2024.<a href="#fn1" role="doc-noteref"><sup>1</sup></a> Then 2025.<sup><a href="#n2">2</a></sup>' +
        '<p>As said<sup><a href="#n3">[3]</a></sup>.<section><ol><li id=fn1><p>Report.<a href="#r1" role="doc-backlink">↩︎</a></ol></section>',
    );
    expect(texts().join('\n')).toBe('It cost 5 m2 in 2024.[note 1] Then 2025.[note 2]\nAs said[3].\n1. Report.');
  });

  test('preformatted text keeps its white space', async () => {
    expect((await read('<pre>\n  a   b\n    c\n</pre>')).texts()).toEqual(['  a   b\n    c']);
  });

  test('scripts, styles and hidden parts are left out; what is hidden at length is said', async () => {
    const { texts, remarks } = await read(
      `<style>p{}</style><script>"<p>no</p>"</script><template>no</template><p>${'Seen words. '.repeat(40)}</p><div hidden>no</div>` +
        `<p style="color:red; display: none">no</p><span aria-hidden=true>no</span><div hidden>${'secret '.repeat(50)}</div>`,
    );
    expect(texts().join(' ')).not.toMatch(/no|secret/);
    expect(remarks).toEqual([expect.stringContaining('The page hides')]);
  });

  test('a page that hides nearly everything is read all the same', async () => {
    const { texts, remarks } = await read(`<p>Menu<div aria-hidden="true"><p>${'The content. '.repeat(40)}</div>`);
    expect(texts().join(' ')).toContain('The content.');
    expect(remarks).toEqual([expect.stringContaining('read all the same')]);
  });

  test('menus and notices around the content are read but not searched', async () => {
    const { passages } = await read(
      '<body><header>Company</header><nav><a>Home</a></nav><div id="cookie-banner">We use cookies</div>' +
        `<main><header>By Ann</header><p>${'Content of the page. '.repeat(10)}</main><footer>Imprint</footer>`,
    );
    const unsearched = passages.filter((passage) => !passage.indexed).map((passage) => passage.text);
    expect(unsearched).toEqual(['Company', 'Home', 'We use cookies', 'Imprint']);
  });

  test('a page of links only is searched', async () => {
    const { passages } = await read('<nav><ul><li>Alpha<li>Beta</ul></nav>');
    expect(passages.map(({ text, indexed }) => ({ text, indexed }))).toEqual([
      { text: '- Alpha\n- Beta', indexed: true },
    ]);
  });
});

describe('tables of a web page', () => {
  const METERS =
    '<h2>Meters</h2><table><caption>Readings</caption><thead><tr><th rowspan=2>Region<th colspan=2>2023<tr><th>Q1<th>Q2</thead>' +
    '<tr><td rowspan=2>North<td>1<td>2<tr><td>3<td rowspan=2>4<tr><td>South<td>5</table>';

  test('joined headers name each column, joined words stand in each row, joined figures once', async () => {
    const { tables, passages } = await read(METERS);
    expect(tables).toEqual([
      {
        title: 'Readings',
        header: ['Region', '2023 Q1', '2023 Q2'],
        formulas: {},
        rows: [
          ['North', '1', '2'],
          ['North', '3', '4'],
          ['South', '5', ''],
        ],
        closed: true,
      },
    ]);
    expect(passages.at(-1)).toEqual({
      locator: { kind: 'rows', table: 't1', from: 0, to: 3 },
      headings: ['Meters', 'Readings', 'Region | 2023 Region | Q1 | Q2'],
      text: 'Region | 2023\nRegion | Q1 | Q2\nNorth | 1 | 2\nNorth | 3 | 4\nSouth | 5',
      indexed: true,
    });
  });

  test('layout is text: nested tables, one column, presentation, a page in a cell', async () => {
    const page = await read(
      '<table><tr><td><h3>Left</h3><p>words<td><table><tr><th>A<th>B<tr><td>1<td>2</table></table>' +
        '<table><tr><td>one<tr><td>two</table><table role=presentation><tr><td>x<td>y<tr><td>1<td>2</table>',
    );
    expect(page.texts()).toEqual(['Left', 'words', 'A | B\n1 | 2', 'one', 'two', 'x', 'y', '1', '2']);
    expect(page.tables.map((table) => table.header)).toEqual([['A', 'B']]);
  });

  test('a table without header words has none', async () => {
    const { tables } = await read('<table><tr><td>Name<td>Smith<tr><td>Town<td>Berlin</table>');
    expect(tables[0]?.header).toEqual([]);
    expect(tables[0]?.rows).toHaveLength(2);
  });
});

describe('encodings of web pages', () => {
  const german = 'Stra\xdfe f\xfcr 5 \x80';
  test.each([
    ['a meta charset', `<meta charset="windows-1252"><p>${german}`, 'Straße für 5 €', 0],
    [
      'http-equiv',
      `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>${german}`,
      'Straße für 5 €',
      0,
    ],
    ['an XML declaration', `<?xml version="1.0" encoding="iso-8859-2"?><html><p>\xb1`, 'ą', 0],
    ['nothing, as Windows-1252 with a remark', `<p>${german}`, 'Straße für 5 €', 1],
    ['a wrong declaration over UTF-8', '<meta charset=latin1><p>Stra\xc3\x9fe', 'Straße', 0],
    ['UTF-8 that is none, with a remark', '<meta charset=utf-8><p>Stra\xdfe', 'Stra\ufffde', 1],
  ])('%s', async (_, html, text, remarks) => {
    const sink = await read(Buffer.from(html, 'latin1'));
    expect(sink.texts().at(-1)).toBe(text);
    expect(sink.remarks).toHaveLength(remarks);
  });

  test('UTF-16 by its mark', async () => {
    expect((await read(Buffer.from('\ufeff<p>Straße', 'utf16le'))).texts()).toEqual(['Straße']);
  });
});

describe('hostile pages', () => {
  test.each([
    ['elements', '<div>', '</div>'],
    ['formatting and paragraphs', '<b><p>', ''],
    ['tables', '<table><tr><td>', '</table>'],
    ['forms', '<form><div>', ''],
    ['lists', '<ul><li>', '</ul>'],
  ])('%s 100,000 deep are read', async (_, open, close) => {
    const { texts } = await read(`<html>${open.repeat(100_000)}word${close.repeat(100_000)}`);
    expect(texts().join(' ')).toContain('word');
  });

  test('cells that cover thousands of rows and columns add no more than the budget', async () => {
    const wide = `<td rowspan=65534>${'w'.repeat(290)}`.repeat(900);
    const { tables } = await read(`<table><tr>${wide}${'<tr><td colspan=9999>x'.repeat(2_000)}</table>`);
    const characters = tables.flatMap((table) => table.rows.flat()).reduce((sum, cell) => sum + cell.length, 0);
    expect(characters).toBeLessThan(25_000_000);
  });
});

describe('recognition', () => {
  test.each([
    ['<!-- saved --><!DOCTYPE HTML><p>x', true],
    ['\ufeff<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>', true],
    ['<h1 align="center">A README</h1>', false],
    ['a < b and <html> is a tag', false],
  ])('%s', async (text, expected) => {
    expect(await htmlReader.recognises(Buffer.from(text))).toBe(expected);
  });

  test('an ingested page without an ending is read as one, and its table can be queried', async () => {
    const { artifacts, ingest } = ingestRig();
    const { set } = await ingest({
      page: '<!doctype html><h1>Rates</h1><table><tr><th>Town<th>Rate<tr><td>Ulm<td>3</table>',
    });
    expect(readSource(set)).toMatchObject({ mediaType: 'text/html', tables: [{ rows: 1 }] });
    expect((await passagesOf(artifacts, set)).at(-1)?.text).toBe('Town | Rate\nUlm | 3');
  });
});
