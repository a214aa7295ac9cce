import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { z } from 'zod';
import type { Table } from '../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { readJsonLines } from '../documents/json-lines.ts';
import { duckdbType, duckdbValue } from './duckdb-values.ts';

/** Rows that DuckDB takes at once. */
const CHUNK_ROWS = 2_048;

const cellsSchema = z.array(z.string());

/** Makes a table of a source in the database and fills it from its raw cells by stream. Column names need no quoting, but get it. */
export async function loadTable(connection: DuckDBConnection, artifacts: ArtifactStore, table: Table): Promise<void> {
  const types = table.columns.map(duckdbType);
  const columns = table.columns.map((column, at) => `"${column.name}" ${String(types[at])}`);
  await connection.run(`create table "${table.name}" (${columns.join(', ')})`);
  const appender = await connection.createAppender(table.name);
  const append = (rows: string[][]) => {
    const chunk = DuckDBDataChunk.create(types, rows.length);
    chunk.setColumns(table.columns.map((column, at) => rows.map((row) => duckdbValue(row[at], column))));
    appender.appendDataChunk(chunk);
  };
  try {
    let rows: string[][] = [];
    for await (const batch of readJsonLines(artifacts, table.cells.sha256)) {
      for (const row of batch) rows.push(cellsSchema.parse(row));
      while (rows.length >= CHUNK_ROWS) {
        append(rows.slice(0, CHUNK_ROWS));
        rows = rows.slice(CHUNK_ROWS);
      }
    }
    if (rows.length > 0) append(rows);
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
