import { describe, expect, test } from '@jest/globals';
import { cellsOf, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

async function read(text: string) {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ 'notes.md': text });
  return { artifacts, set, source: readSource(set), passages: await passagesOf(artifacts, set) };
}

const DOCUMENT = `# Plan

First *paragraph*
on two lines.

## Steps

- one
- two
  more of two

  still two

| Part | Price |
|------|------:|
| a \\| b | 3.50 |
| c | 12.00 |

Last
====

\`\`\`sql
# not a heading
| not | a table |
\`\`\`
`;

describe('Markdown', () => {
  test('gives blocks with raw characters, lines and headings', async () => {
    const { passages, source } = await read(DOCUMENT);
    expect(passages.map(({ text, locator, headings }) => ({ text, locator, headings }))).toEqual([
      { text: '# Plan', locator: { kind: 'lines', from: 1, to: 1 }, headings: [] },
      { text: 'First *paragraph*\non two lines.', locator: { kind: 'lines', from: 3, to: 4 }, headings: ['Plan'] },
      { text: '## Steps', locator: { kind: 'lines', from: 6, to: 6 }, headings: ['Plan'] },
      {
        text: '- one\n- two\n  more of two\n\n  still two',
        locator: { kind: 'lines', from: 8, to: 12 },
        headings: ['Plan', 'Steps'],
      },
      {
        text: '| Part | Price |\n|------|------:|\n| a \\| b | 3.50 |\n| c | 12.00 |',
        locator: { kind: 'lines', from: 14, to: 17 },
        headings: ['Plan', 'Steps'],
      },
      { text: 'Last\n====', locator: { kind: 'lines', from: 19, to: 20 }, headings: [] },
      {
        text: '```sql\n# not a heading\n| not | a table |\n```',
        locator: { kind: 'lines', from: 22, to: 25 },
        headings: ['Last'],
      },
    ]);
    expect(source.headings).toEqual(['Plan', 'Steps', 'Last']);
    expect(passages.map((passage) => passage.id)).toEqual([
      's1-p1',
      's1-p2',
      's1-p3',
      's1-p4',
      's1-p5',
      's1-p6',
      's1-p7',
    ]);
  });

  test('makes its tables tables, titled by the heading above', async () => {
    const { artifacts, source } = await read(DOCUMENT);
    expect(source.tables).toHaveLength(1);
    const [table] = source.tables;
    expect(table).toMatchObject({
      name: 'notes',
      title: 'Steps',
      rows: 2,
      columns: [
        { name: 'part', header: 'Part', type: 'text' },
        { name: 'price', header: 'Price', type: 'decimal', scale: 2, notation: 'point' },
      ],
    });
    if (table !== undefined)
      expect(await cellsOf(artifacts, table)).toEqual([
        ['a | b', '3.50'],
        ['c', '12.00'],
      ]);
  });

  test('keeps every word of a long paragraph, cut after sentences, with the right lines', async () => {
    const sentences = Array.from({ length: 300 }, (_, at) => `Sentence number ${at} is about this long.`);
    const { passages } = await read(`${sentences.join('\n')}\n`);
    expect(passages.length).toBeGreaterThan(5);
    expect(passages.every(({ text }) => text.length <= 1_500 && text.endsWith('.'))).toBe(true);
    expect(passages.map(({ text }) => text).join('\n')).toBe(sentences.join('\n'));
    for (const { text, locator } of passages) {
      if (locator.kind !== 'lines') throw new Error('a locator of lines was expected');
      expect(sentences.slice(locator.from - 1, locator.to).join('\n')).toBe(text);
    }
  });

  test('a line of a megabyte and headings a thousand deep are only text', async () => {
    const { passages, source } = await read(
      `${'#'.repeat(1_000)} deep\n\n${'word '.repeat(200_000)}\n\n###### six\n\nend\n`,
    );
    expect(passages.every(({ text }) => text.length <= 1_500)).toBe(true);
    expect(passages.at(-1)).toMatchObject({
      text: 'end',
      headings: ['six'],
      locator: { kind: 'lines', from: 7, to: 7 },
    });
    expect(source.headings).toEqual(['six']);
  });

  test('two hundred columns, and rows of other lengths', async () => {
    const header = Array.from({ length: 200 }, (_, at) => `C ${at}`);
    const { source } = await read(`|${header.join('|')}|\n|${'---|'.repeat(200)}\n|1|2|\n|${'5|'.repeat(202)}\n`);
    expect(source.tables[0]?.columns).toHaveLength(202);
    expect(source.tables[0]?.columns[201]).toMatchObject({ name: 'column_202', header: '', type: 'integer' });
  });

  test('a table without rows is text only', async () => {
    const { source, passages } = await read('| a | b |\n|---|---|\n');
    expect(source.tables).toEqual([]);
    expect(passages[0]?.text).toBe('| a | b |\n|---|---|');
  });
});
