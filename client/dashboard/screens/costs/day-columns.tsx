import { formatMicroUsd } from '../../../../contract/money.ts';
import { measureOf } from './cost-bars.tsx';
import type { CostRow } from './costs-csv.ts';

const NAME = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const SHORT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
/** So many names of days fit side by side. */
const NAMES = 7;

/** A column a day; the part of it that gave no answer is hatched. What it shows stands in its text, and in the table. */
export function DayColumns({ rows }: { rows: readonly CostRow[] }) {
  const measure = measureOf(rows);
  const most = Math.max(1, ...rows.map(({ sums }) => measure.of(sums)));
  const every = Math.ceil(rows.length / NAMES);
  const inWords = (of: number): string => (measure.isMoney ? formatMicroUsd(of) : `${SHORT.format(of)} tokens`);
  return (
    <>
      <p className="muted small">Highest day: {inWords(most)}</p>
      <ol className="day-columns">
        {rows.map(({ key, label, sums }, index) => {
          const of = measure.of(sums);
          const waste = measure.isMoney ? sums.failedMicroUsd + sums.lateMicroUsd : sums.failedTokens;
          const words = `${label}: ${inWords(of)}${waste > 0 ? `, of it waste ${inWords(waste)}` : ''}${
            sums.unpricedCalls > 0 ? `, and ${sums.unpricedCalls} calls without a known price` : ''
          }`;
          return (
            <li key={key} title={words}>
              <span className="visually-hidden">{words}</span>
              <span className="day-space" aria-hidden="true">
                <span className="day-column" style={{ height: `${(of / most) * 100}%` }}>
                  <span className="day-waste" style={{ height: `${of === 0 ? 0 : Math.min(1, waste / of) * 100}%` }} />
                </span>
              </span>
              <span className="small muted day-name" aria-hidden="true">
                {index % every === 0 ? label : ''}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="muted small">
        Days are those of UTC. Hatched: what gave no answer that could be used.
        {!measure.isMoney && ' By tokens, since nothing with a known price was paid.'}
      </p>
    </>
  );
}

/** What a day is called. */
export function dayInWords(day: string): string {
  return NAME.format(new Date(`${day}T00:00:00Z`));
}
