import { JOB_KINDS, type StepName } from '../job-kind.ts';
import { placeKey } from '../place.ts';
import type { JobRecord } from '../record.ts';
import { attentionOf } from '../recovery/attention.ts';
import type { JobView, PlaceView } from '../view.ts';
import type { JobState, PlaceState } from './job-state.ts';
import { jobStatusOf, openGates, parkedPlaces, waitsFor } from './job-status.ts';
import { currentPlace, latestRound } from './rounds.ts';

/** The id of the built-in model, which every export made with it names. */
export const OFFLINE_MODEL = 'offline';

/** Draws a state as the view that every surface shows. Pure: the record and the query give the same. */
export function viewOf(state: JobState): JobView {
  const { input } = state;
  return {
    id: input.jobId,
    kind: input.kind,
    question: input.question,
    owner: input.owner,
    organisation: input.organisation,
    risk: input.risk,
    tags: input.tags,
    status: jobStatusOf(state),
    sentence: waitsFor(state),
    revision: state.revision,
    generation: state.generation,
    round: latestRound(state),
    createdAt: input.createdAt,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    steps: JOB_KINDS[input.kind].steps.map((step) => stepView(state, step)),
    // What has ended, or is about to, asks nobody any more.
    gates: (state.ending === null ? openGates(state) : []).map(
      ({ id, place, artifact, beside, openedAt, questions }) => ({
        id,
        step: place.step,
        item: place.item,
        round: place.round,
        artifact,
        beside,
        openedAt,
        questions,
      }),
    ),
    attention: parkedPlaces(state).map((place) => attentionOf(state, place)),
    decisions: state.decisions,
    askedBefore: askedBefore(state),
    totals: state.totals,
    limitMicroUsd: state.limitMicroUsd,
    models: state.models,
    offlineModel: state.models.includes(OFFLINE_MODEL),
    recordBehind: state.recordBehind,
    lineage: state.lineage,
    branches: state.branches,
    journal: state.journal,
    artifacts: artifactsOf(state),
  };
}

/** Questions at gates that ask nobody any more. */
function askedBefore(state: JobState): JobView['askedBefore'] {
  return Object.values(state.gates)
    .filter(({ decision, voidedAt }) => decision !== null || voidedAt !== null || state.ending !== null)
    .filter(({ questions }) => questions.length > 0)
    .map(({ id, place: { step, item, round }, questions }) => ({ gate: id, step, item, round, questions }));
}

/** The ledger's snapshot of a state. */
export function recordOf(state: JobState): JobRecord {
  const { jobId, organisation, owner } = state.input;
  return { jobId, organisation, owner, revision: state.revision, input: state.input, view: viewOf(state), state };
}

function stepView(state: JobState, step: StepName): JobView['steps'][number] {
  const place = currentPlace(state, step);
  const key = placeKey(place);
  const found = state.places[key];
  const items = Object.values(state.places).filter(
    (item) => item.place.item !== null && placeKey({ ...item.place, item: null }) === key,
  );
  const own: PlaceView = found === undefined ? notBegun(key, step, place.round, place.generation) : placeView(found);
  return { ...own, items: items.map(placeView) };
}

function notBegun(key: string, step: StepName, round: number, generation: number): PlaceView {
  return {
    key,
    step,
    item: null,
    round,
    generation,
    title: step,
    status: 'pending',
    attempt: 1,
    turn: null,
    facts: {},
    output: null,
    degraded: null,
    edited: false,
    skipped: false,
    costMicroUsd: 0,
    unpricedCalls: 0,
    startedAt: null,
    endedAt: null,
  };
}

function placeView(place: PlaceState): PlaceView {
  const done = place.status === 'done' ? place : null;
  const found: Record<string, number> = place.agent === null ? {} : { found: place.agent.found };
  return {
    key: placeKey(place.place),
    step: place.place.step,
    item: place.place.item,
    round: place.place.round,
    generation: place.place.generation,
    title: place.title,
    status: place.status,
    attempt: place.attempt,
    turn: place.agent?.turn ?? null,
    facts: { ...found, ...done?.facts },
    output: done?.output ?? null,
    degraded: done?.flags.degraded ?? null,
    edited: done?.flags.edited ?? false,
    skipped: done?.flags.skipped ?? false,
    costMicroUsd: place.cost.microUsd,
    unpricedCalls: place.cost.unpriced,
    startedAt: place.startedAt,
    endedAt: place.status === 'done' || place.status === 'stopped' ? place.endedAt : null,
  };
}

/** Under which name a step's output is shown; null where it is another step's. Complete, so that a new step is not forgotten. */
const ARTIFACT_NAMES: Record<StepName, string | null> = {
  ingest: 'sources',
  plan: 'plan',
  research: 'notes',
  draft: 'draft',
  verify: 'verification',
  approve: null,
  report: 'report',
};

function artifactsOf(state: JobState): JobView['artifacts'] {
  const found: JobView['artifacts'] = {};
  for (const step of JOB_KINDS[state.input.kind].steps) {
    const name = ARTIFACT_NAMES[step];
    const place = state.places[placeKey(currentPlace(state, step))];
    const held = place?.status === 'done' ? place.output : null;
    const shown = openGates(state).find((gate) => gate.toolCall === null && gate.place.step === step)?.artifact;
    const artifact = held ?? shown;
    if (name !== null && artifact != null) found[name] = artifact;
  }
  return found;
}
