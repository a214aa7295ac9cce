import type { CostAnswer } from '../../../../contract/cost-api.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';

type Jobs = CostAnswer['jobs'];
type Bucket = Jobs['histogram'][number];

/** From the first range that a job is in to the last one. */
export function filledBuckets({ histogram }: Pick<Jobs, 'histogram'>): readonly Bucket[] {
  const filled = histogram.map(({ jobs }) => jobs > 0);
  const first = filled.indexOf(true);
  return first === -1 ? [] : histogram.slice(first, filled.lastIndexOf(true) + 1);
}

/** `$0.01 to $0.05`. */
export function rangeInWords({ overMicroUsd: over, upToMicroUsd: upTo }: Omit<Bucket, 'jobs'>): string {
  if (over === null) return upTo === 0 || upTo === null ? 'Nothing' : `Up to ${formatMicroUsd(upTo)}`;
  return upTo === null ? `More than ${formatMicroUsd(over)}` : `${formatMicroUsd(over)} to ${formatMicroUsd(upTo)}`;
}

/** The spread as CSV, every range of it; jobs of which no price is known stand in a line without bounds of their own. */
export function spreadCsv({ histogram, unpriced }: Pick<Jobs, 'histogram' | 'unpriced'>): string {
  const usd = (microUsd: number | null): string => (microUsd === null ? '' : (microUsd / 1_000_000).toFixed(6));
  const lines = histogram.map(({ overMicroUsd, upToMicroUsd, jobs }) => [
    ...['priced', usd(overMicroUsd), usd(upToMicroUsd), String(jobs)],
  ]);
  return [['price', 'overUsd', 'upToUsd', 'jobs'], ...lines, ['unpriced', '', '', String(unpriced)]]
    .map((line) => `${line.join(',')}\r\n`)
    .join('');
}
