import type { CostSums } from '../../../../contract/cost-api.ts';
import { Money } from '../../components/money.tsx';

/** What was paid; where no price is known it says so. */
export function Paid({ sums }: { sums: CostSums }) {
  return <Money microUsd={sums.costMicroUsd} unpriced={sums.unpricedCalls} />;
}

/** What was paid for answers of no use: of failed attempts, and of those that came too late. */
export function Waste({ sums }: { sums: CostSums }) {
  return <Money microUsd={sums.failedMicroUsd + sums.lateMicroUsd} unpriced={sums.failedUnpricedCalls} />;
}

/** What reused answers would have cost. */
export function Saved({ sums }: { sums: CostSums }) {
  return <Money microUsd={sums.savedMicroUsd} unpriced={sums.savedUnknownCalls} />;
}

/** A part of a whole, `12 %`, never broken between its figures and its sign. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '0\u00a0%' : `${Math.round((part / whole) * 100)}\u00a0%`;
}
