import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { sha256OfText } from '../../../../contract/hash.ts';
import type { foundPassageSchema, listTablesResultSchema } from '../../../../contract/tools.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';

type Passage = z.infer<typeof foundPassageSchema>;
type Table = z.infer<typeof listTablesResultSchema>['tables'][number];

/** A folder of documents behind tools in the shape of `contract/tools.ts`. */
export interface DocumentSet {
  passages: Passage[];
  tables: Table[];
  callTool(name: string, args: Record<string, unknown>): Promise<unknown>;
  close(): void;
}

/** Reads Markdown, text and CSV files the short way: a passage a paragraph, a table a CSV file. */
export async function openDocumentSet(folder: string, names = readdirSync(folder)): Promise<DocumentSet> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const passages: Passage[] = [];
  const tables: Table[] = [];
  for (const [index, name] of names.entries()) {
    const text = readFileSync(join(folder, name), 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n');
    const sourceId = `s${index + 1}`;
    if (extname(name) !== '.csv') passages.push(...passagesOf(text, sourceId, name));
    else tables.push(await loadTable(text, sourceId, name, (sql) => connection.run(sql)));
  }
  return {
    passages,
    tables,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
    async callTool(name, args) {
      if (name === 'list_tables') return { tables };
      if (name === 'search_documents') return { passages: search(passages, String(args.query), Number(args.limit)) };
      if (name !== 'query_table') return { error: { code: 'unknown-tool', message: name } };
      const sql = String(args.sql);
      try {
        const reader = await connection.runAndReadAll(sql);
        const rows = reader.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
        const result = { columns: reader.columnNames(), rows, rowCount: rows.length, truncated: false };
        return { queryId: sha256OfText(sql).slice(0, 12), ...result };
      } catch (error) {
        return { error: { code: 'query-failed', message: error instanceof Error ? error.message : String(error) } };
      }
    },
  };
}

function passagesOf(text: string, sourceId: string, name: string): Passage[] {
  const headings: string[] = [];
  const passages: Passage[] = [];
  let line = 1;
  for (const block of text.split(/\n\n+/)) {
    const heading = /^(#+) (.*)$/.exec(block);
    if (heading !== null) headings.splice((heading[1] ?? '').length - 1, headings.length, heading[2] ?? '');
    else if (block.trim() !== '')
      passages.push({
        passageId: `${sourceId}-p${passages.length + 1}`,
        sourceId,
        sourceTitle: name,
        headings: headings.filter((one) => one !== undefined),
        locator: { kind: 'lines', from: line, to: line + block.split('\n').length - 1 },
        text: block,
      });
    line += block.split('\n').length + 1;
  }
  return passages;
}

function search(passages: Passage[], query: string, limit: number) {
  const wanted = new Set(termsOf(query));
  const scored = passages.map((passage) => {
    const held = new Set(termsOf([...passage.headings, passage.text].join(' ')));
    return { ...passage, score: [...wanted].filter((term) => held.has(term)).length };
  });
  const found = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return found.slice(0, limit);
}

const plainNumber = (cell: string): string => cell.replace(/^(\d+),(\d{1,2})$/, '$1.$2');

function typeOf(cells: string[]): { type: string; sql: string } {
  const filled = cells.filter((cell) => cell !== '').map(plainNumber);
  if (filled.every((cell) => /^\d+$/.test(cell))) return { type: 'integer', sql: 'BIGINT' };
  if (filled.every((cell) => /^\d+(\.\d+)?$/.test(cell))) return { type: 'decimal', sql: 'DECIMAL(18, 2)' };
  if (filled.every((cell) => /^\d{4}-\d{2}-\d{2}$/.test(cell))) return { type: 'date', sql: 'DATE' };
  return { type: 'text', sql: 'VARCHAR' };
}

/** Creates a table of text cells in DuckDB and describes it as `list_tables` does. */
export async function loadTable(
  text: string,
  sourceId: string,
  file: string,
  run: (sql: string) => Promise<unknown>,
): Promise<Table> {
  const delimiter = (text.split('\n')[0] ?? '').includes(';') ? ';' : ',';
  const [header = [], ...rows]: string[][] = parse(text, { delimiter });
  const name = basename(file, '.csv').toLowerCase().replaceAll('-', '_');
  const types = header.map((_, index) => typeOf(rows.map((row) => row[index] ?? '')));
  await run(`create table "${name}" (${header.map((one, index) => `"${one}" ${types[index]?.sql}`).join(', ')})`);
  for (const row of rows) {
    const cells = row.map((cell, index) => {
      if (cell === '') return 'null';
      return `'${(types[index]?.sql === 'VARCHAR' ? cell : plainNumber(cell)).replaceAll("'", "''")}'`;
    });
    await run(`insert into "${name}" values (${cells.join(', ')})`);
  }
  const columns = header.map((one, index) => ({ name: one, header: one, type: types[index]?.type ?? 'text' }));
  return { name, sourceId, sourceTitle: file, title: name, columns, rowCount: rows.length, sample: rows.slice(0, 5) };
}
