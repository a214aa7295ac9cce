import type { CallOutcome } from './calls.ts';
import type { FailureClass } from './failures.ts';
import type { RecoverActionKind } from './recovery/actions.ts';

/** What follows a failure of one class. */
interface ClassPolicy {
  /** What the engine does before it parks, in words. */
  byItself: string;
  /** Whether the provider or the disk may mend it meanwhile, so that the engine looks again by itself (`LOOK_AGAIN_MS`). */
  transient: boolean;
  /** Whether the next model of the route is asked before parking. */
  fallback: boolean;
  /** The ways on, the recommended one first; which of them a place offers depends on the place too (`waysOn`). */
  actions: readonly RecoverActionKind[];
}

/** Waits before a parked place looks again by itself; the last one repeats. Multiplied by the job's time scale. */
export const LOOK_AGAIN_MS = [60_000, 120_000, 300_000, 600_000] as const;

/** Recovery by class of failure: the one table of what happens by itself and what a person may choose. */
export const FAILURE_POLICY: Record<FailureClass, ClassPolicy> = {
  'rate-limit': {
    byItself: "Waits as long as the provider asks, tries again, then asks the route's next model.",
    transient: true,
    fallback: true,
    actions: ['retry', 'switchModel', 'supplyOutput', 'skip', 'abort'],
  },
  outage: {
    byItself: "Tries again with growing waits, then asks the route's next model.",
    transient: true,
    fallback: true,
    actions: ['retry', 'switchModel', 'supplyOutput', 'skip', 'abort'],
  },
  refusal: {
    byItself: "Asks once in other words, then the route's next model.",
    transient: false,
    fallback: true,
    actions: ['editInput', 'switchModel', 'supplyOutput', 'skip', 'retry', 'abort'],
  },
  'invalid-answer': {
    byItself: "Asks for a repair twice, then the route's next model.",
    transient: false,
    fallback: true,
    actions: ['switchModel', 'retry', 'editInput', 'supplyOutput', 'skip', 'abort'],
  },
  truncated: {
    byItself: "Asks once with a larger limit, then the route's next model.",
    transient: false,
    fallback: true,
    actions: ['switchModel', 'editInput', 'retry', 'supplyOutput', 'skip', 'abort'],
  },
  'context-too-long': {
    byItself: "Asks the route's next model, which may have a larger window.",
    transient: false,
    fallback: true,
    actions: ['switchModel', 'editInput', 'supplyOutput', 'skip', 'retry', 'abort'],
  },
  access: {
    byItself: 'Nothing: only a person can mend it.',
    transient: false,
    fallback: false,
    actions: ['retry', 'switchModel', 'supplyOutput', 'skip', 'abort'],
  },
  budget: {
    byItself: 'Nothing: it goes on when the limit is raised.',
    transient: false,
    fallback: false,
    actions: ['retry', 'supplyOutput', 'skip', 'abort'],
  },
  input: {
    byItself: 'Nothing: the same input gives the same failure.',
    transient: false,
    fallback: false,
    actions: ['editInput', 'retry', 'switchModel', 'supplyOutput', 'skip', 'abort'],
  },
  storage: {
    byItself: 'Tries again with growing waits.',
    transient: true,
    fallback: false,
    actions: ['retry', 'abort'],
  },
  'lost-artifact': {
    byItself: 'Nothing: something that was kept is missing or altered.',
    transient: false,
    fallback: false,
    actions: ['retry', 'supplyOutput', 'skip', 'abort'],
  },
  conflict: {
    byItself: 'Nothing.',
    transient: false,
    fallback: false,
    actions: ['retry', 'abort'],
  },
  internal: {
    byItself: 'Tries again a few times.',
    transient: false,
    fallback: false,
    actions: ['retry', 'switchModel', 'editInput', 'supplyOutput', 'skip', 'abort'],
  },
};

/** How long a place that parked waits before it looks again by itself; null where that would not help. `looks` counts the times it did. */
export function lookAgainMs(failureClass: FailureClass, looks: number): number | null {
  if (!FAILURE_POLICY[failureClass].transient) return null;
  return LOOK_AGAIN_MS[Math.min(looks, LOOK_AGAIN_MS.length - 1)] ?? null;
}

/** What has been tried for one request so far; counts since the last person's recover. */
export interface Tried {
  repairs: number;
  rephrases: number;
  enlargements: number;
  /** Index into the route. */
  model: number;
}

/** A fresh count: first model, nothing tried. */
export const NOTHING_TRIED: Tried = { repairs: 0, rephrases: 0, enlargements: 0, model: 0 };

const MOST = { repairs: 2, rephrases: 1, enlargements: 1 } as const;

export type NextRequest =
  | { kind: 'ask'; tried: Tried; how: 'repair' | 'rephrase' | 'enlarge' | 'fallback' }
  | { kind: 'park' };

/** Decides what follows an answer that is not `ok`: repair, rephrase, a larger limit, the next model of the route, or park. */
export function afterOutcome(outcome: Exclude<CallOutcome, 'ok'>, tried: Tried, routeLength: number): NextRequest {
  if (outcome === 'invalid' && tried.repairs < MOST.repairs)
    return { kind: 'ask', how: 'repair', tried: { ...tried, repairs: tried.repairs + 1 } };
  if (outcome === 'refused' && tried.rephrases < MOST.rephrases)
    return { kind: 'ask', how: 'rephrase', tried: { ...tried, rephrases: tried.rephrases + 1 } };
  if (outcome === 'truncated' && tried.enlargements < MOST.enlargements)
    return { kind: 'ask', how: 'enlarge', tried: { ...tried, enlargements: tried.enlargements + 1 } };
  return fallBack(tried, routeLength);
}

/** Decides what follows a failed call (no answer at all): the next model where the class allows it, else park. */
export function afterFailure(failureClass: FailureClass, tried: Tried, routeLength: number): NextRequest {
  return FAILURE_POLICY[failureClass].fallback ? fallBack(tried, routeLength) : { kind: 'park' };
}

function fallBack(tried: Tried, routeLength: number): NextRequest {
  if (tried.model + 1 >= routeLength) return { kind: 'park' };
  return { kind: 'ask', how: 'fallback', tried: { ...NOTHING_TRIED, model: tried.model + 1 } };
}
