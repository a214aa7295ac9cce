import { describe, expect, test } from '@jest/globals';
import { FAILURE_POLICY } from '../../../contract/failure-policy.ts';
import { FAILURES, type FailureCode, failure } from '../../../contract/failures.ts';
import { JOB_KINDS, type JobKind, type StepName } from '../../../contract/job-kind.ts';
import { attentionOf } from '../../../contract/recovery/attention.ts';
import { checkOutput } from '../../../contract/recovery/outputs.ts';
import { changesAt, PARTS, partOf, taskOf } from '../../../contract/recovery/parts.ts';
import { actionsAt, waysOn } from '../../../contract/recovery/ways-on.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import type { JobState, PlaceState } from '../../../contract/state/job-state.ts';
import { jobViewSchema } from '../../../contract/view.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { AT, at, begun, finished, parked, stateAfter } from '../../support/job-events.ts';
import { checkInput, reportInput } from '../../support/job-input.ts';

const ITEMS: Partial<Record<StepName, string[]>> = {
  ingest: ['page-1'],
  research: ['q1'],
  draft: ['faults', 'batch-1'],
  verify: ['check', 'batch-1'],
};
const AGENT = 'research';
const PLACES = JOB_KINDS.report.steps.flatMap((step) => [null, ...(ITEMS[step] ?? [])].map((item) => at(step, item)));
const CODES = Object.keys(FAILURES) as FailureCode[];
const KINDS = Object.keys(JOB_KINDS) as JobKind[];

const beginning = (kind: JobKind): JobState =>
  initialState(kind === 'check' ? checkInput('job') : reportInput('job'), AT);

/** A job of which one place is parked, after these events. */
function stuckAt(place: ReturnType<typeof at>, code: FailureCode, more: JobEvent[] = [], kind: JobKind = 'report') {
  const begins = begun(place, place.step === AGENT && place.item !== null);
  const state = stateAfter([...begins, ...more, parked(place, failure(code, 'It failed.'))], beginning(kind));
  const found = Object.values(state.places).find(
    (one): one is Extract<PlaceState, { status: 'needs_attention' }> => one.status === 'needs_attention',
  );
  if (found === undefined) throw new Error('Nothing is parked.');
  return { state, place: { ...found, actions: actionsAt(state, found, found.failure) } };
}

test.each(KINDS)('every failure at every place of a %s leaves ways on, of its class and possible there', (kind) => {
  for (const place of PLACES) {
    const part = PARTS[partOf(kind, place)];
    for (const code of CODES) {
      const { state, place: stuck } = stuckAt(place, code, [], kind);
      const { actions } = FAILURE_POLICY[stuck.failure.class];
      expect(stuck.actions).toEqual(actions.filter((one) => stuck.actions.includes(one)));
      expect(stuck.actions).toContain('abort');
      expect(stuck.actions.length).toBeGreaterThan(1);
      for (const { kind: way, words, detail, fields, price } of waysOn(state, stuck)) {
        expect(words.toLowerCase()).toContain(detail.toLowerCase());
        expect(words).toMatch(/\.$/);
        if (way === 'editInput') expect(fields.length).toBeGreaterThan(0);
        if (way === 'switchModel') expect(taskOf(kind, place)).not.toBeNull();
        if (way === 'skip') expect(words).toContain(part.skipped ?? 'nothing stands in its place');
        if (['supplyOutput', 'skip', 'abort'].includes(way)) expect(price?.mostMicroUsd).toBe(0);
      }
    }
  }
});

test('what is offered to be supplied has a form that is checked, and nothing else has', () => {
  for (const kind of KINDS)
    for (const place of PLACES) {
      const part = partOf(kind, place);
      const answer = checkOutput(part, 'nonsense');
      expect(answer.kind).toBe('invalid');
      const isRefused = answer.kind === 'invalid' && answer.error.includes('cannot be supplied');
      expect(isRefused).toBe(!PARTS[part].suppliable);
    }
});

test('an output may be supplied by going back exactly where a person may supply it', () => {
  for (const { step, item } of PLACES) {
    const isTaken = changesAt(step, item).includes('output');
    if (isTaken) expect(PARTS[partOf('report', { step, item })].suppliable).toBe(true);
  }
});

describe('the price of a way on', () => {
  const item = at('research', 'q1');
  const paid = (costMicroUsd: number | null): JobEvent => {
    const receipt = { model: 'm', inputTokens: 1, cachedTokens: 0, outputTokens: 1, costMicroUsd, reused: false };
    return { type: 'call-answered', receipt, place: item };
  };
  const turn: JobEvent = {
    ...{ type: 'turn-taken', place: item, answer: fakeRef('a'), transcript: fakeRef('t').sha256 },
    ...{ calls: [], made: [] },
  };
  const priceOf = (more: JobEvent[], kind: 'retry' | 'editInput') => {
    const { state, place } = stuckAt(item, 'model-refused', more);
    return waysOn(state, place).find((way) => way.kind === kind);
  };

  test('is unknown until a call of the job was priced, and is then told from its own calls', () => {
    expect(priceOf([], 'retry')).toMatchObject({ price: null, words: expect.stringContaining('not known yet') });
    expect(priceOf([paid(null)], 'retry')?.price).toBeNull();
    const { likelyMicroUsd = 0, mostMicroUsd = 0 } = priceOf([paid(1_000)], 'retry')?.price ?? {};
    expect(likelyMicroUsd).toBe(3_000);
    expect(mostMicroUsd).toBeGreaterThan(12 * 1_000);
  });

  test('counts the turns that are kept, which a changed question loses', () => {
    const begun = [paid(1_000), turn, paid(1_000), turn];
    expect(priceOf(begun, 'retry')).toMatchObject({
      price: { likelyMicroUsd: 1_000 },
      words: expect.stringContaining('2 turns are kept'),
    });
    expect(priceOf(begun, 'editInput')).toMatchObject({
      price: { likelyMicroUsd: 3_000 },
      words: expect.stringContaining('begins anew'),
    });
  });

  test('is nothing where no model is asked', () => {
    const { state, place } = stuckAt(at('ingest'), 'artifact-corrupt');
    expect(waysOn(state, place)[0]).toMatchObject({
      kind: 'retry',
      words: 'Try again: no model is asked, costs nothing.',
    });
  });
});

describe('what a parked place shows', () => {
  test('names those that failed alike, and what is kept in any case', () => {
    const [one, two] = [at('research', 'q1'), at('research', 'q2')];
    const { state, place } = stuckAt(one, 'model-refused', [
      ...begun(at('plan')),
      finished(at('plan')),
      ...begun(two, true),
      parked(two, failure('model-refused', 'It failed.')),
    ]);
    const shown = attentionOf(state, place);
    expect(shown).toMatchObject({ key: 'research@0.1/q1', alike: ['research@0.1/q2'], madeBy: null });
    expect(shown.kept).toBe('Kept, and not paid again: the plan and 0 of 2 notes.');
    expect(jobViewSchema.shape.attention.element.parse(shown)).toEqual(shown);
  });

  test('names where a lost artifact was made, so that it can be made again', () => {
    const plan = at('plan');
    const made = fakeRef('plan@0.1');
    const lost = failure('artifact-corrupt', 'It is gone.', { field: made.sha256 });
    const state = stateAfter([...begun(plan), finished(plan), ...begun(at('research')), parked(at('research'), lost)]);
    const place = state.places['research@0.1'];
    if (place?.status !== 'needs_attention') throw new Error('It is not parked.');
    expect(attentionOf(state, place).madeBy).toEqual({ step: 'plan', item: null });
    const upload = { ...place, failure: failure('artifact-corrupt', 'It is gone.', { field: 'f'.repeat(64) }) };
    expect(attentionOf(state, upload).madeBy).toBeNull();
  });

  test('names for a lost draft the draft, not its approval; and where it is to be written again, the step before', () => {
    const lost = failure('artifact-not-found', 'It is gone.', { field: fakeRef('draft@0.1').sha256 });
    const approved: JobEvent = { ...finished(at('approve')), output: fakeRef('draft@0.1') } as JobEvent;
    const written = [...begun(at('draft')), finished(at('draft')), ...begun(at('approve'))];
    const madeBy = (events: JobEvent[], key: string) => {
      const state = stateAfter(events);
      const place = state.places[key];
      if (place?.status !== 'needs_attention') throw new Error('It is not parked.');
      return attentionOf(state, place).madeBy;
    };
    const report = [...written, approved, ...begun(at('report')), parked(at('report'), lost)];
    expect(madeBy(report, 'report@0.1')).toEqual({ step: 'draft', item: null });
    const next = { ...at('draft'), round: 2 };
    const again = [...written, approved, ...begun(next), parked(next, lost)];
    expect(madeBy(again, 'draft@0.2')).toEqual({ step: 'research', item: null });
  });
});
