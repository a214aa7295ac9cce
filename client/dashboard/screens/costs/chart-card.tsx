import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { saveAs } from '../../components/save-as.ts';

/** A chart that is also there as a table and as a file. */
export function ChartCard({
  title,
  fileName,
  csv,
  chart,
  table,
}: {
  title: string;
  fileName: string;
  csv(): string;
  chart: ReactNode;
  table: ReactNode;
}) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  const of = <span className="visually-hidden"> of {title.toLowerCase()}</span>;
  return (
    <section className="card stack cost-card" aria-labelledby={id}>
      <div className="row">
        <h2 id={id}>{title}</h2>
        <span className="row cost-tools">
          <button type="button" className="chip" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            Table{of}
          </button>
          <Button kind="quiet" onClick={() => saveAs(new Blob([csv()], { type: 'text/csv' }), fileName)}>
            CSV{of}
          </Button>
        </span>
      </div>
      {isTable ? table : chart}
    </section>
  );
}
