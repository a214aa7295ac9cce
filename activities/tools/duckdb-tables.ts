import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { MOST_QUERY_ROWS } from '../../contract/evidence/evidence.ts';
import type { Table } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { loadTable } from './duckdb-loading.ts';
import { type QueryBounds, readResult } from './duckdb-query.ts';
import { checkSql, type SqlRules } from './sql-check.ts';

/** Limits of one query unless its caller says otherwise: the rows that a recorded query may have, and how long it may run. */
export const QUERY_LIMITS: QueryBounds = { maxRows: MOST_QUERY_ROWS, timeoutMs: 10_000 };

const MEMORY_LIMIT = '1GB';

/** A query's result. Cells are text, the same for the same value everywhere; `rowCount` counts the rows given, `truncated` says that there are more. */
export interface QueryResult {
  columns: string[];
  rows: (string | null)[][];
  rowCount: number;
  truncated: boolean;
  /** Digits after the point that count when the query is run again. */
  scale: number;
  /** Names of the tables it reads, sorted. */
  tables: string[];
}

/** The tables of some sources in an SQL database in memory. */
export interface TableDatabase {
  /**
   * Runs one SELECT over the tables; a table is loaded when it is first read. Throws `tool-query-failed` with a sentence for the model where the
   * SQL is refused or fails, takes too long or gives too much, and the signal's reason when it aborts.
   */
  query(sql: string, options?: Partial<QueryBounds> & { signal?: AbortSignal }): Promise<QueryResult>;
  close(): void;
}

/**
 * Opens a database that can reach nothing but these tables: no files, no network, no extensions, and settings that cannot be changed.
 * It uses one thread, so that the same query gives the same rows in the same order.
 */
export async function createTableDatabase(ports: {
  artifacts: ArtifactStore;
  tables: readonly Table[];
}): Promise<TableDatabase> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: MEMORY_LIMIT,
    max_temp_directory_size: '0KB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    enable_external_access: 'false',
    lock_configuration: 'true',
  });
  const tables = new Map(ports.tables.map((table) => [table.name, table]));
  const connection = await instance.connect();
  const rules: SqlRules = { tables: new Set(tables.keys()), volatileFunctions: await volatileFunctions(connection) };
  const loads = new Map<string, Promise<void>>();
  const load = (name: string) => {
    const table = tables.get(name);
    const loading =
      loads.get(name) ?? (table === undefined ? Promise.resolve() : loaded(instance, ports.artifacts, table));
    loads.set(name, loading);
    return loading;
  };
  return {
    async query(sql, { signal, ...bounds } = {}) {
      const names = checkSql(await serialized(connection, sql), rules);
      // One after the other: loading takes the processor, and a failed one stops the query.
      for (const name of names) await load(name);
      signal?.throwIfAborted();
      const own = await instance.connect();
      try {
        return { ...(await readResult(own, sql, { ...QUERY_LIMITS, ...bounds }, signal)), tables: names };
      } finally {
        own.closeSync();
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function serialized(connection: DuckDBConnection, sql: string): Promise<unknown> {
  if (sql.includes('\0')) throw new DossierError('tool-query-failed', 'SQL holds no NUL characters.', { field: 'sql' });
  const reader = await connection.runAndReadAll(`select json_serialize_sql('${sql.replaceAll("'", "''")}')`);
  return JSON.parse(String(reader.getRows()[0]?.[0]));
}

async function volatileFunctions(connection: DuckDBConnection): Promise<Set<string>> {
  const reader = await connection.runAndReadAll(
    `select distinct function_name from duckdb_functions() where stability in ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')`,
  );
  return new Set(reader.getRows().map(([name]) => String(name).toLowerCase()));
}

/** Loads a table. One that failed stays failed until the database is opened anew: half of it may be there. */
async function loaded(instance: DuckDBInstance, artifacts: ArtifactStore, table: Table): Promise<void> {
  const connection = await instance.connect();
  try {
    await loadTable(connection, artifacts, table);
  } catch (cause) {
    if (!String(cause).includes('Out of Memory Error')) throw cause;
    const message = `Table "${table.name}" does not fit into the ${MEMORY_LIMIT} that queries may use.`;
    throw new DossierError('tool-query-failed', message, { cause });
  } finally {
    connection.closeSync();
  }
}
