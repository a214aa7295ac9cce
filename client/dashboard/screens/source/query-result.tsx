import { numberColumns } from '../../../../contract/draft/table-numbers.ts';
import type { RecordedQuery } from '../../../../contract/evidence/evidence.ts';
import { counted } from '../../components/count.tsx';
import { Digits } from '../../components/digits.tsx';
import { TableFrame } from '../../components/table-frame.tsx';

/** A query that was recorded: what it asked and what it gave. It can be run again, and was when the report was verified. */
export function QueryResult({ query }: { query: RecordedQuery }) {
  const numeric = numberColumns(
    query.columns.length,
    query.rows.map((row) => row.map((cell) => String(cell ?? ''))),
  );
  const classOf = (column: number): string | undefined => (numeric[column] === true ? 'number' : undefined);
  return (
    <div className="stack">
      <p className="muted small">
        Computed from {query.tables.join(', ')}; run again and compared when the report was verified.
      </p>
      <pre>
        <code>{query.sql}</code>
      </pre>
      <TableFrame label="Result of the query">
        <table className="table">
          <caption className="visually-hidden">Result, {counted(query.rows.length, 'row')}</caption>
          <thead>
            <tr>
              {query.columns.map((column, at) => (
                <th key={column} scope="col" className={classOf(at)}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {query.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a recorded result never move.
              <tr key={index}>
                {query.columns.map((column, at) => (
                  <td key={column} className={classOf(at)}>
                    {row[at] === null || row[at] === undefined ? (
                      <span className="muted">none</span>
                    ) : (
                      <Digits of={String(row[at])} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </div>
  );
}
