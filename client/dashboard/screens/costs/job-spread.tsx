import type { CostAnswer } from '../../../../contract/cost-api.ts';
import { counted } from '../../components/count.tsx';
import { TableFrame } from '../../components/table-frame.tsx';
import { ChartCard } from './chart-card.tsx';
import { filledBuckets, rangeInWords, spreadCsv } from './job-spread-words.ts';

const TITLE = 'Jobs by what they cost';

/** How many jobs cost how much: as bars, as a table, and as a file. */
export function JobSpread({ jobs }: { jobs: CostAnswer['jobs'] }) {
  return (
    <ChartCard
      title={TITLE}
      fileName="costs-jobs-spread.csv"
      csv={() => spreadCsv(jobs)}
      chart={<Bars jobs={jobs} />}
      table={<Table jobs={jobs} />}
    />
  );
}

function Bars({ jobs }: { jobs: CostAnswer['jobs'] }) {
  const buckets = filledBuckets(jobs);
  const most = Math.max(1, ...buckets.map(({ jobs: count }) => count));
  return (
    <>
      {buckets.length === 0 && <p className="muted">No job with a known price in this time.</p>}
      <ul className="cost-bars">
        {buckets.map((bucket) => (
          <li key={bucket.upToMicroUsd ?? 'more'}>
            <span className="cost-label">{rangeInWords(bucket)}</span>
            <span className="cost-figure">{counted(bucket.jobs, 'job')}</span>
            <span className="cost-track" aria-hidden="true">
              <span className="cost-bar" style={{ width: `${(bucket.jobs / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {jobs.unpriced > 0 && (
        <p className="muted small">{counted(jobs.unpriced, 'job')} more, of which no price is known.</p>
      )}
    </>
  );
}

function Table({ jobs }: { jobs: CostAnswer['jobs'] }) {
  return (
    <TableFrame label={TITLE}>
      <table className="table">
        <caption className="visually-hidden">{TITLE}</caption>
        <thead>
          <tr>
            <th scope="col">Cost of a job</th>
            <th scope="col" className="number">
              Jobs
            </th>
          </tr>
        </thead>
        <tbody>
          {filledBuckets(jobs).map((bucket) => (
            <tr key={bucket.upToMicroUsd ?? 'more'}>
              <th scope="row">{rangeInWords(bucket)}</th>
              <td className="number">{bucket.jobs}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">unpriced</th>
            <td className="number">{jobs.unpriced}</td>
          </tr>
        </tbody>
      </table>
    </TableFrame>
  );
}
