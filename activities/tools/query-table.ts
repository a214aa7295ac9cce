import { z } from 'zod';
import { sha256OfJson } from '../../contract/hash.ts';
import { shortHash } from '../../contract/ids.ts';
import { queryTableResultSchema } from '../../contract/tools.ts';
import type { OpenSources } from '../documents/sources/passages.ts';
import { QUERY_LIMITS } from './duckdb-tables.ts';
import { defineTool } from './tool.ts';

/** Runs SQL over the tables and records it, so that its result is evidence. */
export const queryTable = defineTool({
  description:
    `Runs one SELECT statement (DuckDB's SQL) over the tables that list_tables names and gives at most ${QUERY_LIMITS.maxRows} rows. ` +
    'Cite its queryId as evidence. Cells without a value are NULL. Name what you compute, and order rows where their order matters.',
  input: z.object({ sql: z.string().min(1).max(10_000).describe('One SELECT statement') }),
  output: queryTableResultSchema,
  effect: 'read',
  quick: false,
  async run({ sql }, { sources, withTables, signal }) {
    const result = await withTables((tables) => tables.query(sql, { signal }));
    const { columns, rows, rowCount, truncated, scale, tables } = result;
    const read = tablesNamed(tables, sources);
    const queryId = shortHash(sha256OfJson({ sql, tables: read.map((table) => table.cells.sha256) }));
    const sourceIds = [...new Set(read.map((table) => table.sourceId))];
    return {
      shown: { queryId, columns, rows, rowCount, truncated },
      found: rowCount,
      passageIds: [],
      recorded: { queryId, query: { sql, columns, rows, tables, scale }, sourceIds },
    };
  },
});

/** The tables of some names, in the order of the sources. */
function tablesNamed(names: readonly string[], { set }: OpenSources) {
  const tables = set.sources.flatMap((source) => (source.status === 'read' ? source.tables : []));
  return tables.filter((table) => names.includes(table.name));
}
