import type { SourceSet } from '../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { createLeasedCache } from '../leased-cache.ts';
import { createTableDatabase, type TableDatabase } from './duckdb-tables.ts';

const DATABASES_OPEN = 2;

/** Table databases by source set, the last two kept open so that a query costs milliseconds. One a worker. */
export interface TableDatabases {
  /** Runs `use` with the tables of a source set, `sha256` being its artifact's; the database is valid until it ends. */
  withTables<Result>(sha256: string, set: SourceSet, use: (tables: TableDatabase) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Makes the databases over a store. */
export function createTableDatabases(artifacts: ArtifactStore): TableDatabases {
  const cache = createLeasedCache<TableDatabase>(DATABASES_OPEN, (database) => database.close());
  return {
    withTables(sha256, set, use) {
      const tables = set.sources.flatMap((source) => (source.status === 'read' ? source.tables : []));
      return cache.use(sha256, () => createTableDatabase({ artifacts, tables }), use);
    },
    close: () => cache.close(),
  };
}
