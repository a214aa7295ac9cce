import { z } from 'zod';
import type { Table } from '../../contract/evidence/source.ts';
import { listTablesResultSchema } from '../../contract/tools.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { readJsonLines } from '../documents/json-lines.ts';
import { defineTool } from './tool.ts';

const SAMPLE_ROWS = 3;
const SAMPLE_CHARS = 60;
/** Samples are left out past this, columns and names never. */
const MOST_SAMPLE_CHARS = 8_000;

const cellsSchema = z.array(z.string());

/** Lists the tables with their columns. */
export const listTables = defineTool({
  description:
    'Lists the tables of the documents: names for SQL, columns with their types, number of rows, and the first rows as they stand in the document.',
  input: z.object({}),
  output: listTablesResultSchema,
  effect: 'read',
  quick: true,
  async run(_input, { sources, artifacts }) {
    const tables = [];
    let room = MOST_SAMPLE_CHARS;
    for (const source of sources.set.sources) {
      for (const table of source.status === 'read' ? source.tables : []) {
        const sample = room > 0 ? await firstRows(artifacts, table) : [];
        room -= sample.flat().join('').length;
        const columns = table.columns.map(({ name, header, type }) => ({ name, header, type }));
        const { name, sourceId, title, rows: rowCount } = table;
        tables.push({ name, sourceId, sourceTitle: source.title, title, columns, rowCount, sample });
      }
    }
    return { shown: { tables }, found: tables.length, passageIds: [], recorded: null };
  },
});

async function firstRows(artifacts: ArtifactStore, table: Table): Promise<string[][]> {
  for await (const rows of readJsonLines(artifacts, table.cells.sha256)) {
    const first = rows.slice(0, SAMPLE_ROWS).map((row) => cellsSchema.parse(row));
    return first.map((cells) =>
      cells.map((cell) => (cell.length > SAMPLE_CHARS ? `${cell.slice(0, SAMPLE_CHARS)}…` : cell)),
    );
  }
  return [];
}
