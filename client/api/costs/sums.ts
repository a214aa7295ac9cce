import { type CostSums, NO_COSTS } from '../../../contract/cost-api.ts';
import type { CostGroup } from '../../../store/ledger/list-ports.ts';

const NAMES = Object.keys(NO_COSTS) as (keyof CostSums)[];

/** Adds a group of calls; what late answers cost was paid as well. */
export function add(sums: CostSums, group: CostGroup): void {
  for (const name of NAMES) sums[name] += group[name];
  sums.costMicroUsd += group.lateMicroUsd;
}

/** Sums that are yet to be added to. */
export function noSums(): CostSums {
  return { ...NO_COSTS };
}

/** Sums by a key, each with what it is a sum of. */
export class SumTable<Of extends object> {
  readonly #rows = new Map<string, Of & CostSums>();

  add(key: string, of: () => Of, group: CostGroup): void {
    const row = this.#rows.get(key) ?? { ...of(), ...noSums() };
    this.#rows.set(key, row);
    add(row, group);
  }

  rows(): (Of & CostSums)[] {
    return [...this.#rows.values()];
  }

  /** The dearest first, then those with the most calls. */
  dearest(): (Of & CostSums)[] {
    return this.rows().sort(
      (one, other) =>
        other.costMicroUsd - one.costMicroUsd || other.calls - one.calls || other.reusedCalls - one.reusedCalls,
    );
  }
}
