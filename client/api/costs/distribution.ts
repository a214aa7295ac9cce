import type { CostAnswer, CostSums } from '../../../contract/cost-api.ts';

/** Upper bounds of the histogram in micro-dollars: 0, a tenth of a cent, and so on by halves of powers of ten to $100. */
const BOUNDS = [0, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1e6, 5e6, 1e7, 5e7, 1e8];

type Distribution = Pick<CostAnswer['jobs'], 'count' | 'unpriced' | 'medianMicroUsd' | 'mostMicroUsd' | 'histogram'>;

/** How what jobs cost is spread. A job none of whose calls has a price is told apart: nothing is known of its cost. */
export function distributionOf(jobs: readonly CostSums[]): Distribution {
  const priced = jobs.filter((job) => job.calls === 0 || job.unpricedCalls < job.calls || job.costMicroUsd > 0);
  const costs = priced.map((job) => job.costMicroUsd).sort((one, other) => one - other);
  const histogram = [...BOUNDS, null].map((upTo, at) => {
    const over = at === 0 ? null : (BOUNDS[at - 1] ?? null);
    const jobsWithin = costs.filter((cost) => (over === null || cost > over) && (upTo === null || cost <= upTo)).length;
    return { overMicroUsd: over, upToMicroUsd: upTo, jobs: jobsWithin };
  });
  return {
    count: jobs.length,
    unpriced: jobs.length - priced.length,
    medianMicroUsd: costs[Math.ceil(costs.length / 2) - 1] ?? null,
    mostMicroUsd: costs.at(-1) ?? null,
    histogram,
  };
}
