import { z } from 'zod';
import type { JobQuery } from '../../../../contract/job-list-api.ts';
import { type ListSearch, listSearchSchema } from '../../../../contract/views-api.ts';

const { shape } = listSearchSchema;

/** What of the list stands in its address; what is not understood there is left out. */
export const jobsSearchSchema = z.object({
  status: shape.status.catch(undefined),
  query: shape.query.catch(undefined),
  kind: shape.kind.catch(undefined),
  owner: shape.owner.catch(undefined),
  tag: shape.tag.catch(undefined),
  model: shape.model.catch(undefined),
  hasFindings: shape.hasFindings.catch(undefined),
  days: shape.days.catch(undefined),
  costFrom: shape.costFrom.catch(undefined),
  costTo: shape.costTo.catch(undefined),
  sort: shape.sort.catch(undefined),
  order: shape.order.catch(undefined),
} satisfies Record<keyof ListSearch, z.ZodType>);
export type JobsSearch = z.infer<typeof jobsSearchSchema>;

const DAY_MS = 24 * 60 * 60 * 1_000;
const MICRO = 1_000_000;

/** What the instance is asked for: a query of its own. */
export function queryOf({ days, costFrom, costTo, ...search }: JobsSearch, nowMs = Date.now()): JobQuery {
  // Whole hours, so that the same list is the same question for a while.
  const from = Math.floor(nowMs / 3_600_000) * 3_600_000;
  return {
    ...search,
    ...(days !== undefined && { createdFrom: new Date(from - days * DAY_MS).toISOString() }),
    ...(costFrom !== undefined && { minCostMicroUsd: Math.round(costFrom * MICRO) }),
    ...(costTo !== undefined && { maxCostMicroUsd: Math.round(costTo * MICRO) }),
  };
}

/** Whether the list leaves jobs out, other than by their state. */
export function isFiltered({ status, sort, order, ...filters }: JobsSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

/** What of a search is set, as it is saved. */
export function setOf(search: JobsSearch): ListSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** Whether two searches show the same list. */
export function isSameSearch(one: JobsSearch, other: JobsSearch): boolean {
  return textOf(one) === textOf(other);
}

function textOf(search: JobsSearch): string {
  return JSON.stringify(Object.entries(setOf(search)).sort(([one], [other]) => (one < other ? -1 : 1)));
}
