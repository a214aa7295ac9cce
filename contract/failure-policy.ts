import type { CallOutcome } from './calls.ts';
import type { FailureClass } from './failures.ts';

/** What a person may do about something that needs attention. */
export type RecoverAction = 'retry' | 'editInput' | 'switchModel' | 'supplyOutput' | 'skip' | 'abort';

interface ClassPolicy {
  /** Whether the engine looks again by itself, and how often. */
  lookAgainMs: number | null;
  /** The ways on that are offered, the recommended one first. */
  actions: readonly RecoverAction[];
  /** Whether the next model of the route is asked before parking. */
  fallback: boolean;
}

/** Recovery by class of failure. Actions beyond retry and abort arrive with the recovery issue. */
export const FAILURE_POLICY: Record<FailureClass, ClassPolicy> = {
  'rate-limit': { lookAgainMs: 120_000, actions: ['retry', 'abort'], fallback: true },
  outage: { lookAgainMs: 120_000, actions: ['retry', 'abort'], fallback: true },
  refusal: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: true },
  'invalid-answer': { lookAgainMs: null, actions: ['retry', 'abort'], fallback: true },
  truncated: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: true },
  'context-too-long': { lookAgainMs: null, actions: ['retry', 'abort'], fallback: false },
  access: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: false },
  budget: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: false },
  input: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: false },
  storage: { lookAgainMs: 60_000, actions: ['retry', 'abort'], fallback: false },
  conflict: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: false },
  internal: { lookAgainMs: null, actions: ['retry', 'abort'], fallback: false },
};

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
