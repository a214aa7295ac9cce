import type { CallReceipt } from '../calls.ts';
import type { Instant } from '../instants.ts';
import { type Place, placeKey } from '../place.ts';
import { inputWith, rewind } from './branching.ts';
import type { JobEvent } from './events.ts';
import type { JobState, PlaceState } from './job-state.ts';
import { jobStatusOf, openGates } from './job-status.ts';
import { inWords } from './journal-words.ts';
import { changePlace, commonOf, stopped } from './place-changes.ts';
import { changeQuestions, closedToQuestions } from './questioning.ts';
import { latestRound } from './rounds.ts';

/** Entries of the journal that are kept; older ones live on in earlier records and histories. */
const JOURNAL_LIMIT = 500;
/** Answers to messages that are remembered, so that a repeat gets the same answer. */
const ANSWERS_LIMIT = 200;

/** Events that happen per call: they change numbers, not what people wait for, so they raise no revision of their own record. */
const QUIET: ReadonlySet<JobEvent['type']> = new Set([
  'run-started',
  'call-answered',
  'turn-taken',
  'tool-answered',
  'message-answered',
]);

/** Applies one event. Pure; throws an `Error` where an event does not fit the state, which is a bug of the engine. */
export function reduce(state: JobState, event: JobEvent, at: Instant): JobState {
  // The first end stands: the story may finish while somebody cancels it.
  if (event.type === 'ending' && state.ending !== null) return state;
  const changed = apply(state, event, at);
  if (QUIET.has(event.type)) return changed;
  const words = inWords(event);
  const journal = words === null ? changed.journal : [...changed.journal, { at, ...words }];
  const dropped = Math.max(0, journal.length - JOURNAL_LIMIT);
  const journalFrom = changed.journalFrom + dropped;
  return { ...changed, revision: state.revision + 1, journal: journal.slice(dropped), journalFrom };
}

function apply(state: JobState, event: JobEvent, at: Instant): JobState {
  switch (event.type) {
    case 'run-started':
      return { ...state, runIds: [...state.runIds, event.runId], awaitsRun: false };
    case 'call-answered':
      return addReceipt(state, event);
    case 'gate-opened':
      return openGate(state, event, at);
    case 'gate-decided':
      return decideGate(state, event);
    case 'question-asked':
    case 'question-answered':
    case 'question-failed':
      return changeQuestions(state, event, at);
    case 'round-opened':
      return openRound(state, event);
    case 'rewound':
      return rewind(state, event, at);
    case 'place-recovered':
      return setPlace(
        event.input === undefined ? state : { ...state, input: inputWith(state.input, event.input) },
        changePlace(state.places[placeKey(event.place)], event, at),
      );
    case 'budget-set':
      return { ...state, limitMicroUsd: event.limitMicroUsd };
    case 'paused':
      return { ...state, paused: { running: event.running, reason: event.reason, actor: event.actor, at } };
    case 'resumed':
      return { ...state, paused: null };
    case 'ending':
      return { ...state, ending: { status: event.status, reason: event.reason, actor: event.actor, at } };
    case 'ended':
      return stopWhatIsOpen({ ...state, endedAt: at }, at);
    case 'message-answered':
      return rememberAnswer(state, event.messageId);
    case 'message-refused':
      return state;
    case 'record-behind':
      return { ...state, recordBehind: event.behind };
    case 'turn-taken':
      return setPlace(
        countToolCalls(state, event.made.length),
        changePlace(state.places[placeKey(event.place)], event, at),
      );
    case 'tool-answered':
      return setPlace(countToolCalls(state, 1), changePlace(state.places[placeKey(event.place)], event, at));
    default:
      return setPlace(state, changePlace(state.places[placeKey(event.place)], event, at));
  }
}

function setPlace(state: JobState, place: PlaceState): JobState {
  return { ...state, places: { ...state.places, [placeKey(place.place)]: place } };
}

function openRound(state: JobState, { round }: Extract<JobEvent, { type: 'round-opened' }>): JobState {
  const opened = { ...round, round: latestRound(state) + 1, generation: state.generation };
  return { ...state, rounds: [...state.rounds, opened] };
}

function addReceipt(state: JobState, { receipt, place }: Extract<JobEvent, { type: 'call-answered' }>): JobState {
  const { totals } = state;
  return {
    ...(place === undefined ? state : addCost(state, place, receipt)),
    models: state.models.includes(receipt.model) ? state.models : [...state.models, receipt.model],
    totals: {
      ...totals,
      calls: totals.calls + 1,
      reused: totals.reused + (receipt.reused ? 1 : 0),
      inputTokens: totals.inputTokens + receipt.inputTokens,
      cachedTokens: totals.cachedTokens + receipt.cachedTokens,
      outputTokens: totals.outputTokens + receipt.outputTokens,
      costMicroUsd: totals.costMicroUsd + (receipt.costMicroUsd ?? 0),
      unpricedCalls: totals.unpricedCalls + (receipt.costMicroUsd === null ? 1 : 0),
    },
  };
}

function addCost(state: JobState, place: Place, receipt: CallReceipt): JobState {
  const before = state.places[placeKey(place)];
  if (before === undefined) return state;
  const { cost } = before;
  return setPlace(state, {
    ...before,
    cost: {
      calls: cost.calls + 1,
      reused: cost.reused + (receipt.reused ? 1 : 0),
      microUsd: cost.microUsd + (receipt.costMicroUsd ?? 0),
      unpriced: cost.unpriced + (receipt.costMicroUsd === null ? 1 : 0),
    },
  });
}

function countToolCalls(state: JobState, made: number): JobState {
  return { ...state, totals: { ...state.totals, toolCalls: state.totals.toolCalls + made } };
}

function openGate(state: JobState, event: Extract<JobEvent, { type: 'gate-opened' }>, at: Instant): JobState {
  const { gate: id, place, toolCall, artifact, beside } = event;
  const key = placeKey(place);
  const before = state.places[key];
  if (before === undefined) throw new Error(`Gate ${id} at ${key}, which was never opened.`);
  const gate = { id, place, toolCall, artifact, beside, openedAt: at, decision: null, voidedAt: null, questions: [] };
  const waiting: PlaceState = { ...commonOf(before), startedAt: before.startedAt ?? at, status: 'waiting', gate: id };
  return setPlace({ ...state, gates: { ...state.gates, [id]: gate } }, waiting);
}

function decideGate(state: JobState, event: Extract<JobEvent, { type: 'gate-decided' }>): JobState {
  const gate = state.gates[event.gate];
  if (gate === undefined) throw new Error(`Decision for gate ${event.gate}, which was never opened.`);
  const decided = {
    ...state,
    decisions: [...state.decisions, event.decision],
    gates: { ...state.gates, [event.gate]: { ...closedToQuestions(gate), decision: event.decision } },
  };
  const before = state.places[placeKey(gate.place)];
  if (before === undefined || before.status !== 'waiting') return decided;
  // A turn may hold several tool calls that wait for a person.
  const next = openGates(decided).find((other) => placeKey(other.place) === placeKey(gate.place));
  return setPlace(decided, {
    ...commonOf(before),
    ...(next === undefined ? { status: 'running' } : { status: 'waiting', gate: next.id }),
  });
}

function rememberAnswer(state: JobState, messageId: string): JobState {
  const answer = { accepted: true as const, revision: state.revision, status: jobStatusOf(state) };
  return { ...state, answered: [...state.answered, { messageId, answer }].slice(-ANSWERS_LIMIT) };
}

function stopWhatIsOpen(state: JobState, at: Instant): JobState {
  const places = Object.entries(state.places).map(([key, before]): [string, PlaceState] => [key, stopped(before, at)]);
  const gates = Object.entries(state.gates).map(([key, gate]) => [key, closedToQuestions(gate)]);
  return { ...state, places: Object.fromEntries(places), gates: Object.fromEntries(gates) };
}
