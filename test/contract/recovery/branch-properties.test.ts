import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JOB_KINDS } from '../../../contract/job-kind.ts';
import { placeKey } from '../../../contract/place.ts';
import { forkedState, rewoundState } from '../../../contract/recovery/branch.ts';
import { type BranchRequest, branchPreviewSchema, previewBranch } from '../../../contract/recovery/branch-preview.ts';
import { checkRewindOf } from '../../../contract/state/checks.ts';
import { type JobState, jobStateSchema, type PlaceState } from '../../../contract/state/job-state.ts';
import { jobStatusOf, openGates } from '../../../contract/state/job-status.ts';
import { currentPlace, isCurrent } from '../../../contract/state/rounds.ts';
import { AT, stateAfter } from '../../support/job-events.ts';
import { PERSON } from '../../support/job-input.ts';
import { anyWayBack, frozen } from './job-arbitrary.ts';

const STEPS = JOB_KINDS.report.steps;
const BY = { actor: PERSON, messageId: 'again' };
const child = (jobId: string) => ({ actor: PERSON, jobId, owner: 'local' });

function check(holds: (state: JobState, request: BranchRequest) => void): void {
  fc.assert(
    fc.property(anyWayBack, ({ state, request }) => holds(frozen(state), frozen(request))),
    { numRuns: 60 },
  );
}

/** The output with which each step and item before a step is done, by its name. */
function finishedBefore(state: JobState, { step }: BranchRequest): Map<string, string | undefined> {
  const before = STEPS.slice(0, STEPS.indexOf(step));
  const done = Object.values(state.places).filter(
    (one) => one.status === 'done' && before.includes(one.place.step) && isCurrent(state, one.place),
  );
  return new Map(done.map((one) => [`${one.place.step}/${one.place.item}`, outputOf(one)]));
}

function outputOf(place: PlaceState | undefined): string | undefined {
  return place?.status === 'done' ? place.output?.sha256 : undefined;
}

test('the preview is pure, says the same each time, and its parts add up', () => {
  check((state, request) => {
    const told = previewBranch(state, request);
    expect(previewBranch(state, request)).toEqual(told);
    expect(branchPreviewSchema.parse(told)).toEqual(told);
    expect(told.steps.map(({ step }) => step)).toEqual(STEPS);
    const at = STEPS.indexOf(request.step);
    expect(told.steps.findIndex(({ how }) => how !== 'kept')).toBe(at);
    for (const { price } of [...told.steps, told])
      expect(price?.likelyMicroUsd ?? 0).toBeLessThanOrEqual(price?.mostMicroUsd ?? 0);
    expect(told.keptMicroUsd).toBeLessThanOrEqual(state.totals.costMicroUsd);
  });
});

test('asking afresh is never told as cheaper than taking the answers that were paid, nor as keeping more', () => {
  check((state, request) => {
    const [paid, anew] = [false, true].map((fresh) => previewBranch(state, { ...request, fresh }));
    expect(anew?.price === null).toBe(paid?.price === null);
    expect(anew?.price?.likelyMicroUsd ?? 0).toBeGreaterThanOrEqual(paid?.price?.likelyMicroUsd ?? 0);
    expect(anew?.price?.mostMicroUsd ?? 0).toBeGreaterThanOrEqual(paid?.price?.mostMicroUsd ?? 0);
    expect(anew?.keptMicroUsd ?? 0).toBeLessThanOrEqual(paid?.keptMicroUsd ?? 0);
  });
});

test('going back loses no result: nothing is deleted, and what stands before the step stands as it did', () => {
  check((state, request) => {
    const next = rewoundState(state, request, BY, AT);
    expect(jobStateSchema.parse(next)).toEqual(next);
    for (const [key, place] of Object.entries(state.places))
      if (place.status === 'done') expect(next.places[key]).toEqual(place);
    expect(finishedBefore(next, request)).toEqual(finishedBefore(state, request));
    expect(next).toMatchObject({ totals: state.totals, input: { jobId: 'job' }, awaitsRun: true, endedAt: null });
    expect(['running', 'waiting', 'needs_attention']).toContain(jobStatusOf(next));
  });
});

test('what is kept of the step itself is what the preview says, and all behind it starts anew', () => {
  check((state, request) => {
    const next = rewoundState(state, request, BY, AT);
    const behind = STEPS.slice(STEPS.indexOf(request.step));
    const open = openGates(next).filter(({ place }) => behind.includes(place.step));
    expect(open).toEqual([]);
    expect(next.decisions.filter(({ step, voidedBy }) => behind.includes(step) && voidedBy === undefined)).toEqual([]);
    const { item, step, changes } = request;
    for (const place of Object.values(next.places)) {
      if (!behind.includes(place.place.step) || !isCurrent(next, place.place) || place.status !== 'done') continue;
      const isSupplied = changes.output !== undefined && place.place.step === step && place.place.item === item;
      const before = state.places[placeKey(currentPlace(state, place.place.step, place.place.item))];
      expect(outputOf(place)).toBe(isSupplied ? changes.output?.artifact.sha256 : outputOf(before));
      const isKept =
        place.place.item !== item && (item !== null || (changes.keepItems?.includes(place.place.item ?? '') ?? false));
      expect(isSupplied || isKept).toBe(true);
    }
  });
});

test('every generation has a round of its own, and no number comes twice', () => {
  check((state, request) => {
    const next = rewoundState(state, request, BY, AT);
    const rounds = next.rounds.map(({ round }) => round);
    expect(new Set(rounds).size).toBe(rounds.length);
    expect(next.generation).toBe(state.generation + 1);
    expect(next.branches.map(({ generation }) => generation)).toEqual(next.branches.map((_, at) => at + 1));
    expect(next.branches.at(-1)).toMatchObject({ step: request.step, revision: state.revision, actor: PERSON });
  });
});

test('the revision that a preview carries is taken as it stands, and refused once the job has moved', () => {
  check((state, request) => {
    const { step, item, changes, fresh } = request;
    const { revision } = previewBranch(state, request);
    const message = { messageId: 'm', actor: PERSON, step, item, changes, fresh, revision };
    expect(checkRewindOf(state, message)).toBeNull();
    const moved = stateAfter([{ type: 'budget-set', limitMicroUsd: null, reason: '', actor: PERSON }], state);
    expect(checkRewindOf(moved, message)).toMatchObject({ code: 'revision-stale' });
    expect(checkRewindOf(rewoundState(state, request, BY, AT), message)).not.toBeNull();
  });
});

test('a fork has all that stood before the step, has paid nothing, and leaves the job it comes from as it was', () => {
  check((state, request) => {
    const fork = forkedState(state, request, child('fork'), AT);
    expect(jobStateSchema.parse(fork)).toEqual(fork);
    expect(finishedBefore(fork, request)).toEqual(finishedBefore(state, request));
    expect(Object.values(fork.places).every(({ place, cost }) => isCurrent(fork, place) && cost.microUsd === 0)).toBe(
      true,
    );
    expect(fork).toMatchObject({ endedAt: null, paused: null, totals: { calls: 0, costMicroUsd: 0 }, answered: [] });
    expect(fork.journal[0]?.words).toContain(`From job job, revision ${state.revision}.`);
  });
});

test('a fork of a fork names all it comes from, nearest first, and keeps what the first job finished', () => {
  check((state, request) => {
    const fork = forkedState(state, request, child('fork'), AT);
    const again = { ...request, item: null, changes: {} };
    const second = forkedState(fork, again, child('second'), AT);
    expect(second.lineage).toEqual({ forkedFrom: 'fork', ancestors: ['fork', 'job'] });
    expect(second.input.jobId).toBe('second');
    expect(finishedBefore(second, request)).toEqual(finishedBefore(state, request));
    expect(second.branches.map(({ because }) => because).slice(-2)).toEqual(['fork', 'fork']);
  });
});
