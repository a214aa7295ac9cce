import type { ReactNode } from 'react';
import { formatMicroUsd } from '../../../../contract/money.ts';
import { Count } from '../../components/count.tsx';
import { TableFrame } from '../../components/table-frame.tsx';
import { RowCost } from './cost-card.tsx';
import type { CostRow } from './costs-csv.ts';

const HEADS = ['Cost', 'Calls', 'Input', 'Cached', 'Output', 'Reused', 'Saved', 'Waste'] as const;

/** Sums as a table. */
export function CostTable({
  title,
  head,
  rows,
  linkOf,
}: {
  title: string;
  head: string;
  rows: readonly CostRow[];
  linkOf?: (row: CostRow) => ReactNode;
}) {
  return (
    <TableFrame label={title}>
      <table className="table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {HEADS.map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="cost-row-head">
                {linkOf?.(row) ?? row.label}
              </th>
              <td className="number">
                <RowCost row={row} />
              </td>
              {[row.sums.calls, row.sums.inputTokens, row.sums.cachedTokens, row.sums.outputTokens].map((of, at) => (
                <td key={HEADS[at + 1]} className="number">
                  <Count of={of} />
                </td>
              ))}
              <td className="number">
                <Count of={row.sums.reusedCalls} />
              </td>
              <td className="number">{formatMicroUsd(row.sums.savedMicroUsd)}</td>
              <td className="number">{formatMicroUsd(row.sums.failedMicroUsd + row.sums.lateMicroUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
