import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';
import { useLiveLists } from '../../app/live.ts';

/** Over how many days costs can be looked at, today among them. */
export const SPANS = [1, 7, 30] as const;
export type Days = (typeof SPANS)[number];

const DAY_MS = 24 * 60 * 60 * 1_000;
const LOOK_AGAIN_MS = 60_000;

/** The first instant of the days that are shown: days are those of UTC, as the sums are. */
export function firstInstant(days: Days, nowMs: number): string {
  return new Date((Math.floor(nowMs / DAY_MS) - days + 1) * DAY_MS).toISOString();
}

/** What calls cost over the last days. */
export function useCosts(days: Days) {
  // Sums are asked for by the minute, not with every change; the stream tells whether the instance is there.
  useLiveLists([]);
  return useQuery({
    queryKey: ['costs', days],
    queryFn: () => instance.costs({ from: firstInstant(days, Date.now()) }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}
