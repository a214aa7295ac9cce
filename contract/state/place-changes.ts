import { NOTHING_TRIED } from '../failure-policy.ts';
import type { Instant } from '../instants.ts';
import { instantOf } from '../instants.ts';
import type { Place } from '../place.ts';
import { placeKey } from '../place.ts';
import type { JobEvent } from './events.ts';
import { type AgentState, NO_COST, type PlaceState } from './job-state.ts';

/** The events that change one step or item and nothing else. */
export type PlaceEvent = Exclude<Extract<JobEvent, { place: Place }>, { type: 'gate-opened' | 'call-answered' }>;

/** What a place keeps in every status. */
export type PlaceCommon = Pick<
  PlaceState,
  'place' | 'title' | 'attempt' | 'startedAt' | 'agent' | 'tried' | 'remedy' | 'cost' | 'changes' | 'skipping' | 'looks'
>;

const FRESH_AGENT: AgentState = { turn: 0, transcript: null, answer: null, calls: [], results: {}, found: 0 };
const FRESH_REQUEST = { tried: NOTHING_TRIED, remedy: null };

/** The part of a place that outlives a change of its status. */
export function commonOf(state: PlaceState): PlaceCommon {
  const { place, title, attempt, startedAt, agent, tried, remedy, cost, changes, skipping, looks } = state;
  return { place, title, attempt, startedAt, agent, tried, remedy, cost, changes, skipping, looks };
}

/** A place that has not begun. */
export function freshPlace(place: Place, title: string, isAgent: boolean): PlaceState {
  return {
    place,
    title,
    attempt: 1,
    startedAt: null,
    agent: isAgent ? FRESH_AGENT : null,
    ...FRESH_REQUEST,
    cost: NO_COST,
    changes: null,
    skipping: null,
    looks: 0,
    status: 'pending',
  };
}

/** Applies an event to the place it names. Throws an `Error` where that was never opened. */
export function changePlace(before: PlaceState | undefined, event: PlaceEvent, at: Instant): PlaceState {
  if (event.type === 'place-opened') return freshPlace(event.place, event.title, event.agent);
  if (before === undefined) throw new Error(`${event.type} at ${placeKey(event.place)}, which was never opened.`);
  // What a rewind or the job's end stopped may still hear of calls that were on their way; it stays stopped.
  if (before.status === 'stopped') return before;
  const common = { ...commonOf(before), startedAt: before.startedAt ?? at };
  const { attempt } = before;
  switch (event.type) {
    case 'place-started':
      return { ...common, status: 'running' };
    case 'place-reattempted':
      return { ...common, attempt: attempt + 1, tried: event.tried, remedy: event.remedy, status: 'running' };
    case 'place-recovered':
      return recover(common, event);
    case 'place-skipping':
      return { ...common, attempt: attempt + 1, skipping: event.reason, status: 'running' };
    case 'turn-taken':
      return { ...common, ...FRESH_REQUEST, status: 'running', agent: takeTurn(before.agent, event) };
    case 'tool-answered': {
      const loop = before.agent ?? FRESH_AGENT;
      const results = { ...loop.results, [event.index]: event.result };
      return { ...before, agent: { ...loop, results, found: loop.found + event.found } };
    }
    case 'place-done': {
      const flags = { skipped: event.skipped ?? false, degraded: event.degraded, edited: event.edited };
      const agent = before.agent === null ? null : { ...before.agent, answer: null, calls: [], results: {} };
      const { output, facts } = event;
      return { ...common, ...FRESH_REQUEST, agent, status: 'done', output, flags, endedAt: at, facts };
    }
    case 'place-parked':
      return {
        ...common,
        status: 'needs_attention',
        failure: event.failure,
        since: at,
        actions: [...event.actions],
        looksAgainAt: event.looksAgainAtMs === null ? null : instantOf(event.looksAgainAtMs),
      };
  }
}

function takeTurn(before: AgentState | null, event: Extract<PlaceEvent, { type: 'turn-taken' }>): AgentState {
  const loop = before ?? FRESH_AGENT;
  const { answer, transcript, calls, made } = event;
  const results = Object.fromEntries(made.map(({ index, result }) => [index, result]));
  const found = made.reduce((sum, call) => sum + call.found, loop.found);
  return { ...loop, turn: loop.turn + 1, answer, transcript, calls, results, found };
}

/** Whoever recovers a place counts its looks anew; a changed question begins the item's conversation anew too. */
function recover(common: PlaceCommon, event: Extract<PlaceEvent, { type: 'place-recovered' }>): PlaceState {
  const changes = event.changes === undefined ? common.changes : { ...common.changes, ...event.changes };
  const agent = event.changes?.question !== undefined && common.agent !== null ? FRESH_AGENT : common.agent;
  return {
    ...common,
    ...FRESH_REQUEST,
    attempt: common.attempt + 1,
    title: event.changes?.question?.slice(0, 120) ?? common.title,
    agent,
    changes,
    looks: event.actor === null ? common.looks + 1 : 0,
    status: 'running',
  };
}

/** A place that was open, stopped; one that is done keeps its result. */
export function stopped(before: PlaceState, at: Instant): PlaceState {
  if (before.status === 'done' || before.status === 'stopped') return before;
  return { ...commonOf(before), status: 'stopped', endedAt: at };
}
