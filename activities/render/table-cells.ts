import { z } from 'zod';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { SourceSet, Table } from '../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { readJsonLines } from '../documents/json-lines.ts';

/** Bytes of cells that one bundle holds; tables past it are named without their cells. */
export const MOST_CELL_BYTES = 8_000_000;

const rowSchema = z.array(z.string());

/** The tables that recorded queries read, in the order of the sources. */
export function queriedTables(sources: SourceSet, evidence: readonly Evidence[]): Table[] {
  const names = new Set(evidence.flatMap(({ query }) => query?.tables ?? []));
  return sources.sources.flatMap((source) =>
    source.status === 'read' ? source.tables.filter(({ name }) => names.has(name)) : [],
  );
}

/** The raw cells of tables by name; null for a table whose cells no longer fit. */
export async function readCells(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  tables: readonly Table[],
): Promise<ReadonlyMap<string, string[][] | null>> {
  const cells = new Map<string, string[][] | null>();
  let room = MOST_CELL_BYTES;
  for (const table of tables) {
    if (table.cells.bytes > room) {
      cells.set(table.name, null);
      continue;
    }
    room -= table.cells.bytes;
    const rows: string[][] = [];
    for await (const batch of readJsonLines(artifacts, table.cells.sha256))
      for (const row of batch) rows.push(rowSchema.parse(row));
    cells.set(table.name, rows);
  }
  return cells;
}
