import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { findQuote } from '../../../contract/evidence/quote.ts';
import { searchDocumentsResultSchema } from '../../../contract/tools.ts';
import { filesOf, passagesOf } from '../../support/ingested-documents.ts';
import { type ToolRig, toolRig } from '../../support/tool-rig.ts';

const side = z.object({ file: z.string(), quote: z.string() });
const expectedSchema = z.object({
  documents: z.array(z.string()),
  computed: z.array(
    z.object({
      sql: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.union([z.string(), z.number()]))),
    }),
  ),
  disagreement: z.object({ fact: z.string(), a: side, b: side }),
  facts: z.array(z.object({ question: z.string(), file: z.string(), quote: z.string() })),
});

const SETS = [
  { folder: 'examples/model-migration', expected: 'test/support/documents/model-migration.expected.json' },
  { folder: 'test/support/documents/clinic-rota', expected: 'test/support/documents/clinic-rota/expected.json' },
  { folder: 'test/support/documents/solar-roof', expected: 'test/support/documents/solar-roof/expected.json' },
];

describe.each(SETS)('$folder', ({ folder, expected }) => {
  let tools: ToolRig;
  let wanted: z.infer<typeof expectedSchema>;
  let files: Record<string, Uint8Array>;

  beforeAll(async () => {
    wanted = expectedSchema.parse(JSON.parse(await readFile(expected, 'utf8')));
    files = await filesOf(folder, wanted.documents);
    tools = await toolRig(files);
  });
  afterAll(() => tools.close());

  test('is read whole', () => {
    expect(tools.ingested.facts).toMatchObject({ sources: wanted.documents.length, unreadable: 0 });
  });

  test('every computed value comes out of its SQL', async () => {
    for (const { sql, columns, rows } of wanted.computed) {
      const given = await tools.query(sql);
      expect(given.columns).toEqual(columns);
      const comparable = given.rows.map((row, at) =>
        row.map((cell, column) => (typeof rows[at]?.[column] === 'number' ? Number(cell) : cell)),
      );
      expect(comparable).toEqual(rows);
    }
  });

  test('every passage is text of its file', async () => {
    for (const [at, name] of wanted.documents.entries()) {
      const text = Buffer.from(files[name] ?? '').toString('utf8');
      for (const passage of await passagesOf(tools.rig.artifacts, tools.ingested.set, at)) {
        expect(findQuote(text, passage.text)).not.toBeNull();
      }
    }
  });

  test('questions find the passages that answer them', async () => {
    for (const { question, file, quote } of wanted.facts) {
      expect(await quotesFound(question)).toContainEqual({ file, found: expect.stringContaining(flat(quote)) });
    }
  });

  test('both sides of the disagreement are found', async () => {
    const { fact, a, b } = wanted.disagreement;
    const found = await quotesFound(fact);
    for (const { file, quote } of [a, b])
      expect(found).toContainEqual({ file, found: expect.stringContaining(flat(quote)) });
  });

  async function quotesFound(query: string): Promise<{ file: string; found: string }[]> {
    const { content } = await tools.call('search_documents', { query, limit: 10 });
    const { passages } = searchDocumentsResultSchema.parse(content.shown);
    return passages.map(({ sourceTitle, text }) => ({ file: sourceTitle, found: flat(text) }));
  }
});

function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}
