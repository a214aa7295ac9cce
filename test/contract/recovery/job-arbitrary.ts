import fc from 'fast-check';
import { failure } from '../../../contract/failures.ts';
import { JOB_KINDS, type StepName } from '../../../contract/job-kind.ts';
import { type Place, placeKey } from '../../../contract/place.ts';
import { checkBranch } from '../../../contract/recovery/branch.ts';
import type { BranchRequest } from '../../../contract/recovery/branch-preview.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import type { JobState, PlaceState } from '../../../contract/state/job-state.ts';
import { currentPlace, isCurrent } from '../../../contract/state/rounds.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { AT, decision, gateOpened, opened, parked, started, stateAfter } from '../../support/job-events.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';

const STEPS = JOB_KINDS.report.steps;
const QUESTIONS = ['q1', 'q2', 'q3'];
const ITEMS: Partial<Record<StepName, string[]>> = { research: QUESTIONS, verify: ['check', 'batch-1', 'batch-2'] };

/** One thing that happens; `what` chooses it, the other numbers choose where and how. */
interface Choice {
  what: number;
  where: number;
  cost: number;
  isSo: boolean;
}
const choice: fc.Arbitrary<Choice> = fc.record({
  what: fc.nat(30),
  where: fc.nat(100),
  cost: fc.nat(5_000),
  isSo: fc.boolean(),
});

/** Ways back that a job could be asked to go, most of which some job cannot. */
const back = fc.record({
  as: fc.constantFrom('rewind', 'fork'),
  step: fc.constantFrom(...STEPS),
  item: fc.option(fc.constantFrom(...QUESTIONS), { freq: 4 }),
  fresh: fc.boolean(),
  changes: fc.constantFrom(
    {},
    {},
    { comment: 'Shorter.' },
    { limitMicroUsd: 50 },
    { keepItems: ['q1', 'q3'] },
    { output: { artifact: fakeRef('mine'), facts: {} } },
    { models: { draft: 'other' } },
  ),
}) satisfies fc.Arbitrary<BranchRequest>;

/** The steps that are asked to finish, in their order: the first that is not done. */
function openStep(state: JobState): StepName | undefined {
  return STEPS.find((step) => state.places[placeKey(currentPlace(state, step))]?.status !== 'done');
}

/** What the engine would do at a place: open and start it; then let it wait, park or be done. */
function advance(state: JobState, place: Place, { what, cost, isSo }: Choice): JobEvent[] {
  const { step, item } = place;
  const key = placeKey(place);
  const found = state.places[key];
  if (found === undefined) return [opened(place, item !== null && step === 'research'), started(place)];
  if (found.status === 'pending') return [started(place)];
  if (found.status === 'needs_attention') return [{ type: 'place-recovered', place, actor: PERSON, action: 'retry' }];
  if (found.status === 'waiting')
    return [{ type: 'gate-decided', gate: found.gate, decision: { ...decision(found.gate, 'approve'), step } }];
  if (what === 0) return [parked(place, failure('model-refused', 'No.'))];
  if (step === 'approve' && state.gates[key] === undefined) return [gateOpened(place)];
  const receipt = { model: 'm', inputTokens: 1, cachedTokens: 0, outputTokens: 1, costMicroUsd: cost, reused: false };
  const reused = { ...receipt, costMicroUsd: 0, reused: true };
  const asked = step === 'ingest' || (item === null && ITEMS[step] !== undefined) ? [] : [isSo ? reused : receipt];
  return [
    ...asked.map((one): JobEvent => ({ type: 'call-answered', receipt: one, place })),
    {
      ...{ type: 'place-done', place, output: fakeRef(isSo ? `${step} ${item}` : key), facts: {} },
      ...{ degraded: null, edited: what === 1, skipped: what === 2 },
    },
  ];
}

/** Sent back, by the engine or by a person: to a step that was reached, or to the draft for another round. */
function sentBack(state: JobState, { where, isSo }: Choice): JobEvent[] {
  const to = STEPS[where % STEPS.length] ?? 'plan';
  const items = Object.values(state.places).filter(({ place }) => place.step === to && isCurrent(state, place));
  const item = items[where % Math.max(1, items.length)]?.place.item ?? null;
  const at = { step: to, item, changes: {} };
  if (checkBranch(state, at) !== null) return [];
  return [{ type: 'rewound', because: where > 80 ? 'fork' : 'rewind', ...at, fresh: isSo, actor: PERSON }];
}

function eventsOf(state: JobState, chosen: Choice): JobEvent[] {
  const { what, where, isSo } = chosen;
  const step = openStep(state);
  if (state.endedAt !== null || what === 3) return sentBack(state, chosen);
  if (step === undefined || (what === 4 && where < 10))
    return [
      { type: 'ending', status: step === undefined ? 'done' : 'cancelled', reason: '', actor: PERSON },
      { type: 'ended' },
    ];
  if (what < 8 && step === 'approve') {
    const because = isSo ? 'verify' : 'revise';
    return [
      { type: 'round-opened', round: { from: 'draft', because, base: fakeRef('b'), findings: null, comment: '' } },
    ];
  }
  const at = (item: string | null): PlaceState | undefined => state.places[placeKey(currentPlace(state, step, item))];
  const open = at(null)?.status === 'running' ? (ITEMS[step] ?? []).filter((item) => at(item)?.status !== 'done') : [];
  return advance(state, currentPlace(state, step, open[where % Math.max(1, open.length)] ?? null), chosen);
}

/** Jobs that went forward, parked, paid, were sent back, ended and were taken up again. */
export const anyJob: fc.Arbitrary<JobState> = fc
  .array(choice, { minLength: 5, maxLength: 100, size: 'max' })
  .map((choices) =>
    choices.reduce(
      (state, chosen) => stateAfter(eventsOf(state, chosen), state),
      initialState(reportInput('job', { gates: ['approve'] }), AT),
    ),
  );

/** A job and a way back that it can be asked to go. */
export const anyWayBack: fc.Arbitrary<{ state: JobState; request: BranchRequest }> = fc
  .record({ state: anyJob, request: back })
  .filter(({ state, request }) => checkBranch(state, request) === null);

/** Makes every change to a value throw. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
