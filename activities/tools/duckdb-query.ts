import type { DuckDBConnection, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { DossierError } from '../../contract/failures.ts';
import { comparedScale, valueText } from './duckdb-values.ts';

/** Bounds of one query. */
export interface QueryBounds {
  maxRows: number;
  timeoutMs: number;
}

/** Characters of a whole result, so that a model can read it; rows past it count as truncated. */
const MOST_CHARS = 16_000;
/** Columns of a result. */
const MOST_COLUMNS = 200;

/** How often a running query is looked at: it ends at most that much after its time is up or its activity is cancelled. */
const STOP_CHECK_MS = 25;

/** What a query gave. */
export interface ReadResult {
  columns: string[];
  rows: (string | null)[][];
  rowCount: number;
  truncated: boolean;
  scale: number;
}

/** Runs SQL that was checked and reads its first rows. The connection is the query's own: it is interrupted when time is up or the signal aborts. */
export async function readResult(
  connection: DuckDBConnection,
  sql: string,
  bounds: QueryBounds,
  signal: AbortSignal | undefined,
): Promise<ReadResult> {
  let late = false;
  const deadline = performance.now() + bounds.timeoutMs;
  // An interrupt that comes before DuckDB begins to execute is lost, so it is said again until the query has ended.
  const timer = setInterval(() => {
    late ||= performance.now() >= deadline;
    if (late || signal?.aborted === true) connection.interrupt();
  }, STOP_CHECK_MS);
  try {
    const result = await connection.stream(sql);
    const read = await firstRows(result, bounds.maxRows);
    // An interrupted stream ends like one that is complete.
    assertNotStopped(late, bounds, signal);
    return { columns: result.deduplicatedColumnNames(), scale: comparedScale(result.columnTypes()), ...read };
  } catch (cause) {
    assertNotStopped(late, bounds, signal);
    if (cause instanceof DossierError) throw cause;
    throw queryFailed(firstLines(cause), cause);
  } finally {
    clearInterval(timer);
  }
}

async function firstRows(
  result: DuckDBResult,
  maxRows: number,
): Promise<Pick<ReadResult, 'rows' | 'rowCount' | 'truncated'>> {
  if (result.columnCount > MOST_COLUMNS)
    throw queryFailed(`The result has more than ${MOST_COLUMNS} columns; name those you need.`);
  const rows: (string | null)[][] = [];
  let chars = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const values of chunk.getRows()) {
      const row = values.map((value: DuckDBValue) => valueText(value));
      chars += row.reduce((sum, cell) => sum + (cell?.length ?? 4) + 3, 0);
      if (chars > MOST_CHARS && rows.length === 0)
        throw queryFailed(
          `The first row has more than ${MOST_CHARS} characters; take parts of its cells with substr().`,
        );
      if (rows.length >= maxRows || chars > MOST_CHARS) return { rows, rowCount: rows.length, truncated: true };
      rows.push(row);
    }
  }
  return { rows, rowCount: rows.length, truncated: false };
}

function assertNotStopped(late: boolean, bounds: QueryBounds, signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
  if (late) throw queryFailed(`The query took longer than ${bounds.timeoutMs / 1_000} s and was stopped.`);
}

/** What DuckDB says in its first lines: the error, and the line that names what was meant. */
function firstLines(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 3)
    .join(' ')
    .slice(0, 600);
}

function queryFailed(message: string, cause?: unknown): DossierError {
  return new DossierError('tool-query-failed', message, { field: 'sql', cause });
}
