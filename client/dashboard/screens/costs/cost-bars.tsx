import type { ReactNode } from 'react';
import type { CostSums } from '../../../../contract/cost-api.ts';
import { Count, counted } from '../../components/count.tsx';
import type { CostRow } from './costs-csv.ts';
import { Paid } from './row-money.tsx';

/** What bars are as long as: what was paid, or, where nothing was, the tokens. */
export function measureOf(rows: readonly CostRow[]): { of(sums: CostSums): number; isMoney: boolean } {
  const isMoney = rows.some(({ sums }) => sums.costMicroUsd > 0);
  return { isMoney, of: (sums) => (isMoney ? sums.costMicroUsd : sums.inputTokens + sums.outputTokens) };
}

/** Rows with a bar each, the dearest first; the figures beside them say the same. */
export function CostBars({ rows, linkOf }: { rows: readonly CostRow[]; linkOf?: (row: CostRow) => ReactNode }) {
  const measure = measureOf(rows);
  const sorted = rows.toSorted((a, b) => measure.of(b.sums) - measure.of(a.sums));
  const most = Math.max(1, ...rows.map(({ sums }) => measure.of(sums)));
  return (
    <>
      <ul className="cost-bars">
        {sorted.map((row) => (
          <li key={row.key}>
            <span className="cost-label">{linkOf?.(row) ?? row.label}</span>
            <span className="cost-figure">
              {measure.isMoney ? (
                <Paid sums={row.sums} />
              ) : (
                <>
                  <Count of={measure.of(row.sums)} /> tokens
                </>
              )}
            </span>
            <span className="cost-track" aria-hidden="true">
              <span className="cost-bar" style={{ width: `${(measure.of(row.sums) / most) * 100}%` }} />
            </span>
            <span className="muted small cost-more">
              {counted(row.sums.calls, 'call')}
              {row.sums.unpricedCalls > 0 && `, ${counted(row.sums.unpricedCalls, 'call')} unpriced`}
            </span>
          </li>
        ))}
      </ul>
      {!measure.isMoney && <p className="muted small">By tokens, since nothing with a known price was paid.</p>}
    </>
  );
}
