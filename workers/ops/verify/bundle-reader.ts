import { createTableDatabase, type TableDatabase } from '../../../activities/tools/duckdb-tables.ts';
import type { EvidenceReader, Repetition } from '../../../activities/verify/evidence-reader.ts';
import type { Bundle } from '../../../contract/bundle.ts';
import type { RecordedQuery } from '../../../contract/evidence/evidence.ts';
import type { Table } from '../../../contract/evidence/source.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';

/** The evidence of a bundle, read from the bundle alone. Queries run over its tables. */
export interface BundleReader extends EvidenceReader {
  /** The tables of a query whose cells are not here. */
  missingTables(query: RecordedQuery): string[];
  close(): Promise<void>;
}

/** Tables with their cells in a store, as queries need them. */
async function loadable(bundle: Bundle, store: ArtifactStore, reread: ReadonlyMap<string, Table>): Promise<Table[]> {
  const tables: Table[] = [];
  for (const source of bundle.sources)
    for (const { name, title, columns, rows, cells } of source.tables) {
      const again = reread.get(name);
      if (cells === null) {
        if (again !== undefined) tables.push(again);
        continue;
      }
      const lines = cells.map((row) => `${JSON.stringify(row)}\n`).join('');
      const ref = await store.putText(lines, { mediaType: 'application/jsonl', title: name });
      tables.push({ name, sourceId: source.id, title, columns, rows, cells: ref });
    }
  return tables;
}

/** A query that fails is a discrepancy; anything else that goes wrong is an error of ours. */
async function repeat(database: TableDatabase, sql: string): Promise<Repetition> {
  try {
    return { result: await database.query(sql) };
  } catch (error) {
    if (error instanceof DossierError) return { error: error.message };
    // A cell that does not read as its column's type, which only an altered one does.
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Opens the evidence of a bundle. `store` takes the cells; `reread` holds tables by name that reading the originals gave,
 * for those whose cells the bundle leaves out.
 */
export async function openBundleReader(
  bundle: Bundle,
  store: ArtifactStore,
  reread: ReadonlyMap<string, Table>,
): Promise<BundleReader> {
  const tables = await loadable(bundle, store, reread);
  const here = new Set(tables.map(({ name }) => name));
  const evidence = new Map(bundle.evidence.map((piece) => [piece.id, piece]));
  const passages = new Map(bundle.sources.flatMap((source) => source.passages.map((one) => [one.id, one] as const)));
  const titles = new Map(bundle.sources.map(({ id, title }) => [id, title]));
  const read = new Set(bundle.sources.filter(({ failure }) => failure === null).map(({ id }) => id));
  const repeated = new Map<string, Promise<Repetition>>();
  let opened: Promise<TableDatabase> | null = null;
  const missingTables = (query: RecordedQuery) => query.tables.filter((name) => !here.has(name));
  const run = async ({ sql }: RecordedQuery) => {
    opened ??= createTableDatabase({ artifacts: store, tables });
    return repeat(await opened, sql);
  };
  return {
    evidence: (id) => evidence.get(id) ?? null,
    passage: (id) => passages.get(id) ?? null,
    sourceWasRead: (id) => read.has(id),
    sourceTitle: (id) => titles.get(id) ?? null,
    missingTables,
    repeat(query) {
      // Without its tables nothing speaks against what was recorded; that it was not run again is told once.
      if (missingTables(query).length > 0) return Promise.resolve({ result: query });
      const known = repeated.get(query.sql) ?? run(query);
      repeated.set(query.sql, known);
      return known;
    },
    close: async () => (await opened)?.close(),
  };
}
