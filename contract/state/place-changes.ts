import { NOTHING_TRIED } from '../failure-policy.ts';
import type { Instant } from '../instants.ts';
import { instantOf } from '../instants.ts';
import type { Place } from '../place.ts';
import { placeKey } from '../place.ts';
import type { JobEvent } from './events.ts';
import type { AgentState, PlaceState } from './job-state.ts';

/** The events that change one step or item and nothing else. */
export type PlaceEvent = Exclude<Extract<JobEvent, { place: Place }>, { type: 'gate-opened' }>;

/** What a place keeps in every status. */
export type PlaceCommon = Pick<PlaceState, 'place' | 'title' | 'attempt' | 'startedAt' | 'agent' | 'tried' | 'remedy'>;

const FRESH_AGENT: AgentState = { turn: 0, transcript: null, answer: null, calls: [], results: {}, found: 0 };
const FRESH_REQUEST = { tried: NOTHING_TRIED, remedy: null };

/** The part of a place that outlives a change of its status. */
export function commonOf({ place, title, attempt, startedAt, agent, tried, remedy }: PlaceState): PlaceCommon {
  return { place, title, attempt, startedAt, agent, tried, remedy };
}

/** Applies an event to the place it names. Throws an `Error` where that was never opened. */
export function changePlace(before: PlaceState | undefined, event: PlaceEvent, at: Instant): PlaceState {
  if (event.type === 'place-opened') {
    const agent = event.agent ? FRESH_AGENT : null;
    return {
      place: event.place,
      title: event.title,
      attempt: 1,
      startedAt: null,
      agent,
      ...FRESH_REQUEST,
      status: 'pending',
    };
  }
  if (before === undefined) throw new Error(`${event.type} at ${placeKey(event.place)}, which was never opened.`);
  const common = { ...commonOf(before), startedAt: before.startedAt ?? at };
  const { attempt } = before;
  switch (event.type) {
    case 'place-started':
      return { ...common, status: 'running' };
    case 'place-reattempted':
      return { ...common, attempt: attempt + 1, tried: event.tried, remedy: event.remedy, status: 'running' };
    case 'place-recovered':
      return { ...common, attempt: attempt + 1, ...FRESH_REQUEST, status: 'running' };
    case 'turn-taken':
      return { ...common, ...FRESH_REQUEST, status: 'running', agent: takeTurn(before.agent, event) };
    case 'tool-answered': {
      const loop = before.agent ?? FRESH_AGENT;
      const results = { ...loop.results, [event.index]: event.result };
      return { ...before, agent: { ...loop, results, found: loop.found + event.found } };
    }
    case 'place-done': {
      const flags = { skipped: false, degraded: event.degraded, edited: event.edited };
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
