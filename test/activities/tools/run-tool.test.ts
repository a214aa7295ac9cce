import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { researchTools } from '../../../activities/tools/registry.ts';
import {
  listTablesResultSchema,
  readPassageResultSchema,
  searchDocumentsResultSchema,
} from '../../../contract/tools.ts';
import { type ToolRig, toolRig } from '../../support/tool-rig.ts';

let tools: ToolRig;
beforeAll(async () => {
  const long = Array.from({ length: 30 }, (_, at) => `${at} window ${'word '.repeat(230)}end.`).join('\n\n');
  const wide = Array.from({ length: 200 }, (_, at) => `column ${at}`).join(',');
  tools = await toolRig({
    'a.md': '# Prices\n\nOne.\n\nTwo <b>window</b>.\n\n| Item | Price |\n|---|---|\n| x | 1.5 |\n',
    'b.txt': long,
    'wide.csv': `${wide}\n${'"a long cell, indeed",'.repeat(199)}1\n`,
  });
});
afterAll(() => tools.close());

describe('the tools', () => {
  test('search_documents shows passages with their place, and names them beside', async () => {
    const { content, found, failed } = await tools.call('search_documents', { query: 'two', limit: 1 });
    const { passages } = searchDocumentsResultSchema.parse(content.shown);
    expect(passages).toMatchObject([
      {
        passageId: 's1-p3',
        sourceTitle: 'a.md',
        headings: ['Prices'],
        locator: { kind: 'lines', from: 5, to: 5 },
        text: 'Two <b>window</b>.',
      },
    ]);
    expect({ found, failed, ids: content.passageIds, recorded: content.recorded }).toEqual({
      found: 1,
      failed: false,
      ids: ['s1-p3'],
      recorded: null,
    });
  });

  test('read_passage gives neighbours within its source', async () => {
    const { content } = await tools.call('read_passage', { passageId: 's1-p2', neighbours: 1 });
    expect(readPassageResultSchema.parse(content.shown).passages.map(({ text }) => text)).toEqual([
      '# Prices',
      'One.',
      'Two <b>window</b>.',
    ]);
    expect(content.passageIds).toEqual(['s1-p1', 's1-p2', 's1-p3']);
  });

  test('list_tables gives columns, types and the first rows', async () => {
    const { content, found } = await tools.call('list_tables', {});
    const { tables } = listTablesResultSchema.parse(content.shown);
    expect(found).toBe(2);
    expect(tables[0]).toEqual({
      name: 'a',
      sourceId: 's1',
      sourceTitle: 'a.md',
      title: 'Prices',
      columns: [
        { name: 'item', header: 'Item', type: 'text' },
        { name: 'price', header: 'Price', type: 'decimal' },
      ],
      rowCount: 1,
      sample: [['x', '1.5']],
    });
    expect(tables[1]?.columns).toHaveLength(200);
  });

  test.each([
    ['search_documents', { query: 'window', limit: 20 }],
    ['read_passage', { passageId: 's2-p10', neighbours: 5 }],
    ['list_tables', {}],
    ['query_table', { sql: 'select * from wide' }],
  ])('a result of %s stays below 24 KB', async (name, args) => {
    const { result, failed, found } = await tools.call(name, args);
    expect(failed).toBe(false);
    expect(found).toBeGreaterThan(0);
    expect(await tools.rig.artifacts.stat(result)).toBeLessThan(24_000);
  });

  test('the passage asked for is kept where its neighbours do not fit', async () => {
    const { content } = await tools.call('read_passage', { passageId: 's2-p30', neighbours: 5 });
    expect(content.passageIds).toContain('s2-p30');
  });
});

describe('what a model gets wrong comes back to it', () => {
  test.each([
    [
      'delete_everything',
      {},
      'tool-unknown',
      'The tools are: search_documents, read_passage, list_tables, query_table',
    ],
    ['constructor', {}, 'tool-unknown', 'There is no tool "constructor"'],
    ['search_documents', '{"query": ', 'tool-arguments-invalid', 'not JSON'],
    ['search_documents', { query: 5, limit: null }, 'tool-arguments-invalid', 'query'],
    ['search_documents', { query: 'x', limit: 0 }, 'tool-arguments-invalid', 'limit'],
    ['read_passage', { passageId: 's9-p1', neighbours: null }, 'tool-arguments-invalid', 'There is no passage "s9-p1"'],
    ['query_table', { sql: 'select nothing' }, 'tool-query-failed', 'tables are: a, wide'],
  ])('%s %j', async (name, args, code, words) => {
    const error = await tools.error(name, args);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });

  test('a person’s no is told in their words', async () => {
    const { content, failed } = await tools.call('list_tables', {}, { refused: 'Not this week.' });
    expect(failed).toBe(true);
    expect(content.shown).toMatchObject({
      error: { code: 'actor-not-allowed', message: expect.stringContaining('Not this week.') },
    });
  });
});

test('trouble of the store is thrown: it is nothing that a model can mend', async () => {
  const { rig } = tools;
  const [getStream] = [rig.artifacts.getStream];
  rig.artifacts.getStream = async () => {
    throw new Error('the disk is gone');
  };
  await expect(tools.call('list_tables', {})).rejects.toThrow('the disk is gone');
  rig.artifacts.getStream = getStream;
});

test('tools are offered always in one order; SQL is not quick, and none writes', () => {
  const tools = researchTools();
  expect(researchTools().map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  expect(tools[0]?.name).toBe('search_documents');
  expect(tools.find(({ name }) => name === 'query_table')?.quick).toBe(false);
  expect(tools.filter(({ effect }) => effect === 'write')).toEqual([]);
});
