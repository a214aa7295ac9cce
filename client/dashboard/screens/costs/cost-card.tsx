import type { ReactNode } from 'react';
import { ChartCard } from './chart-card.tsx';
import { CostBars } from './cost-bars.tsx';
import { CostTable } from './cost-table.tsx';
import { type CostRow, costsCsv } from './costs-csv.ts';

/** Sums by one thing: as bars, as a table, and as a file. */
export function CostCard({
  title,
  head,
  rows,
  linkOf,
  chart,
}: {
  title: string;
  /** What the rows are: the head of the first column. */
  head: string;
  rows: readonly CostRow[];
  linkOf?: (row: CostRow) => ReactNode;
  /** Drawn instead of the usual bars. */
  chart?: ReactNode;
}) {
  const more = linkOf === undefined ? {} : { linkOf };
  return (
    <ChartCard
      title={title}
      fileName={`costs-${head.toLowerCase()}.csv`}
      csv={() => costsCsv(head, rows)}
      chart={chart ?? <CostBars rows={rows} {...more} />}
      table={<CostTable title={title} head={head} rows={rows} {...more} />}
    />
  );
}
