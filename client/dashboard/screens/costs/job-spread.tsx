import type { CostAnswer } from '../../../../contract/cost-api.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';
import { counted } from '../../components/count.tsx';

/** How many jobs cost how much. */
export function JobSpread({ jobs }: { jobs: CostAnswer['jobs'] }) {
  const filled = jobs.histogram.map(({ jobs: count }) => count > 0);
  const [first, last] = [filled.indexOf(true), filled.lastIndexOf(true)];
  const buckets = first === -1 ? [] : jobs.histogram.slice(first, last + 1);
  const most = Math.max(1, ...buckets.map(({ jobs: count }) => count));
  return (
    <section className="card stack" aria-label="Jobs by what they cost">
      <h2>Jobs by what they cost</h2>
      {buckets.length === 0 && <p className="muted">No job with a known price in this time.</p>}
      <ul className="cost-bars">
        {buckets.map(({ overMicroUsd, upToMicroUsd, jobs: count }) => (
          <li key={upToMicroUsd ?? 'more'}>
            <span className="cost-label">{rangeInWords(overMicroUsd, upToMicroUsd)}</span>
            <span className="cost-figure">{counted(count, 'job')}</span>
            <span className="cost-track" aria-hidden="true">
              <span className="cost-bar" style={{ width: `${(count / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {jobs.unpriced > 0 && (
        <p className="muted small">{counted(jobs.unpriced, 'job')} more, of which no price is known.</p>
      )}
    </section>
  );
}

function rangeInWords(over: number | null, upTo: number | null): string {
  if (over === null) return upTo === 0 ? 'Nothing' : `Up to ${formatMicroUsd(upTo)}`;
  return upTo === null ? `More than ${formatMicroUsd(over)}` : `${formatMicroUsd(over)} to ${formatMicroUsd(upTo)}`;
}
