import type { ReactNode } from 'react';
import { Count } from '../../components/count.tsx';
import { TableFrame } from '../../components/table-frame.tsx';
import type { CostRow } from './costs-csv.ts';
import { Paid, Saved, share, Waste } from './row-money.tsx';

const HEADS = ['Cost', 'Calls', 'Input', 'Cached', 'Output', 'Reused', 'Saved', 'Waste', 'Wasted tokens'] as const;

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
                <Paid sums={row.sums} />
              </td>
              <Figure of={row.sums.calls} />
              <Figure of={row.sums.inputTokens} />
              <Figure of={row.sums.cachedTokens}>
                {' '}
                <span className="muted small">{share(row.sums.cachedTokens, row.sums.inputTokens)}</span>
              </Figure>
              <Figure of={row.sums.outputTokens} />
              <Figure of={row.sums.reusedCalls} />
              <td className="number">
                <Saved sums={row.sums} />
              </td>
              <td className="number">
                <Waste sums={row.sums} />
              </td>
              <Figure of={row.sums.failedTokens} />
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Figure({ of, children }: { of: number; children?: ReactNode }) {
  return (
    <td className="number">
      <Count of={of} />
      {children}
    </td>
  );
}
