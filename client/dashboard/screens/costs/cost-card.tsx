import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { saveAs } from '../../components/save-as.ts';
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
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className="card stack cost-card" aria-labelledby={id}>
      <div className="row">
        <h2 id={id}>{title}</h2>
        <span className="row cost-tools">
          <button type="button" className="chip" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            Table<span className="visually-hidden"> of {title.toLowerCase()}</span>
          </button>
          <Button
            kind="quiet"
            onClick={() =>
              saveAs(new Blob([costsCsv(head, rows)], { type: 'text/csv' }), `costs-${head.toLowerCase()}.csv`)
            }
          >
            CSV<span className="visually-hidden"> of {title.toLowerCase()}</span>
          </Button>
        </span>
      </div>
      {isTable ? (
        <CostTable title={title} head={head} rows={rows} {...(linkOf !== undefined && { linkOf })} />
      ) : (
        (chart ?? <CostBars rows={rows} {...(linkOf !== undefined && { linkOf })} />)
      )}
    </section>
  );
}

/** The cost of a row; where no price is known it says so. */
export function RowCost({ row: { sums } }: { row: CostRow }) {
  return <Money microUsd={sums.costMicroUsd} unpriced={sums.unpricedCalls} />;
}
