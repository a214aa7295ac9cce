import { z } from 'zod';
import { formatMicroUsd, microUsdSchema } from '../money.ts';
import type { JobState, PlaceState } from '../state/job-state.ts';
import { isCurrent } from '../state/rounds.ts';
import { taskOf } from './parts.ts';

/** What something will cost: what is likely, and what it will not go beyond. */
export const priceSchema = z.object({
  likelyMicroUsd: microUsdSchema,
  mostMicroUsd: microUsdSchema,
});
export type Price = z.infer<typeof priceSchema>;
export const NO_PRICE: Price = { likelyMicroUsd: 0, mostMicroUsd: 0 };

/** A request may come out longer than those before it. */
const SPREAD = 3;
/** Over the turns of an even growth. */
const GROWTH = 2;
/** Requests that repair, rephrasing, a larger limit and the next model may add to one. */
const WITH_REMEDIES = 6;

/** What one request like those of this place costs, from the job's own calls: of the place, of its step, else of the job. Null where nothing was paid yet. */
export function costOfOneCall(state: JobState, place: PlaceState): number | null {
  const same = (other: PlaceState): boolean =>
    taskOf(state.input.kind, other.place) === taskOf(state.input.kind, place.place);
  const all = Object.values(state.places);
  return averageOf([place]) ?? averageOf(all.filter(same)) ?? averageOf(all);
}

function averageOf(places: readonly PlaceState[]): number | null {
  const sum = (count: (place: PlaceState) => number): number =>
    places.reduce((total, place) => total + count(place), 0);
  const asked = sum(({ cost }) => cost.calls - cost.reused - cost.unpriced);
  return asked <= 0 ? null : Math.ceil(sum(({ cost }) => cost.microUsd) / asked);
}

/**
 * What finishing a place costs from where it stands: one request, or the turns that are left to an item. Null where the job has no
 * priced call to go by.
 */
export function priceOfPlace(state: JobState, place: PlaceState, fromItsStart = false): Price | null {
  if (taskOf(state.input.kind, place.place) === null) return NO_PRICE;
  const one = costOfOneCall(state, place);
  if (one === null) return null;
  if (place.agent === null) return { likelyMicroUsd: one, mostMicroUsd: one * SPREAD * WITH_REMEDIES };
  const turn = fromItsStart ? 0 : place.agent.turn;
  const most = Math.max(1, state.input.limits.itemTurns - turn);
  const usual = usualTurns(state);
  const likely = Math.max(1, Math.min(most, usual - turn));
  // A conversation grows with each turn, and its price with it: far from the turns that were seen, that outweighs the spread.
  const grown = Math.ceil(((turn + most) ** 2 - turn ** 2) / Math.max(1, place.agent.turn || usual)) * GROWTH;
  return { likelyMicroUsd: one * likely, mostMicroUsd: one * Math.max(SPREAD * (most + WITH_REMEDIES), grown) };
}

/** Requests that an item of this job usually takes: those of its finished items, else three. */
export function usualTurns(state: JobState): number {
  const done = Object.values(state.places).filter(
    ({ agent, status, place }) => agent !== null && status === 'done' && isCurrent(state, place),
  );
  if (done.length === 0) return 3;
  return Math.ceil(done.reduce((sum, { agent }) => sum + (agent?.turn ?? 0) + 1, 0) / done.length);
}

/** Adds prices; null, which is unknown, makes the sum unknown. */
export function sumOfPrices(prices: readonly (Price | null)[]): Price | null {
  return prices.reduce<Price | null>(
    (sum, price) =>
      sum === null || price === null
        ? null
        : {
            likelyMicroUsd: sum.likelyMicroUsd + price.likelyMicroUsd,
            mostMicroUsd: sum.mostMicroUsd + price.mostMicroUsd,
          },
    NO_PRICE,
  );
}

/** A price in words. */
export function priceInWords(price: Price | null): string {
  if (price === null) return 'the price is not known yet: no call of this job was priced';
  if (price.mostMicroUsd === 0) return 'costs nothing';
  return `likely ${formatMicroUsd(price.likelyMicroUsd)}, at most ${formatMicroUsd(price.mostMicroUsd)}`;
}
