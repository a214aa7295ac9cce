import { expect, test } from '@jest/globals';
import { type BranchRequest, previewBranch } from '../../../contract/recovery/branch-preview.ts';
import { branchRemarkInWords } from '../../../contract/recovery/branch-remarks.ts';
import { checkOutput } from '../../../contract/recovery/outputs.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { at, begun, finished, stateAfter } from '../../support/job-events.ts';

const CALL = { model: 'm', inputTokens: 1, cachedTokens: 0, outputTokens: 1, reused: false };

function paid(item: string, costMicroUsd: number): JobEvent[] {
  const place = at('research', item);
  return [
    ...begun(place, true),
    { type: 'call-answered', receipt: { ...CALL, costMicroUsd }, place },
    { ...finished(place) },
  ];
}

/** A job whose plan asked two questions, one of which cost three times as much as the other. */
function researched(): JobState {
  const research: JobEvent[] = [...begun(at('research')), ...paid('q1', 10_000), ...paid('q2', 30_000)];
  return stateAfter([...begun(at('plan')), finished(at('plan')), ...research, finished(at('research'))]);
}

function editedPlan(questions: number, keepItems: string[]): BranchRequest {
  const output = { artifact: fakeRef('my plan'), facts: { questions } };
  return { as: 'rewind', step: 'plan', item: null, changes: { output, keepItems }, fresh: false };
}

function research(state: JobState, request: BranchRequest) {
  return previewBranch(state, request).steps.find(({ step }) => step === 'research');
}

test('each question that an edited plan adds is priced as those that were answered', () => {
  const state = researched();
  const [one, two] = [3, 4].map((count) => research(state, editedPlan(count, ['q1', 'q2'])));
  expect(one).toMatchObject({ items: 3, how: 'again', price: { likelyMicroUsd: 20_000 } });
  expect(one?.words).toContain('2 of 3 items keep their result');
  expect(two).toMatchObject({ items: 4, price: { likelyMicroUsd: 40_000 } });
  expect(two?.price?.mostMicroUsd).toBe(2 * (one?.price?.mostMicroUsd ?? 0));
  expect(one?.price?.mostMicroUsd).toBeGreaterThan(30_000);
});

test('a question that was taken out of the plan costs nothing, one that was changed costs as much as another', () => {
  const state = researched();
  expect(research(state, editedPlan(1, ['q1']))?.price).toEqual({ likelyMicroUsd: 0, mostMicroUsd: 0 });
  expect(research(state, editedPlan(2, ['q1']))?.price?.likelyMicroUsd).toBe(20_000);
});

test('without any item to go by, a question is priced by the calls of the job; without any call, not at all', () => {
  const plan = at('plan');
  const call: JobEvent = { type: 'call-answered', receipt: { ...CALL, costMicroUsd: 5_000 }, place: plan };
  const planned = stateAfter([...begun(plan), call, finished(plan)]);
  // Three requests are usual for an item.
  expect(research(planned, editedPlan(2, []))?.price?.likelyMicroUsd).toBe(2 * 3 * 5_000);
  const unpriced = stateAfter([...begun(plan), finished(plan)]);
  expect(research(unpriced, editedPlan(2, []))?.price).toBeNull();
});

test('the questions of a supplied plan are counted', () => {
  const subQuestions = ['q1', 'q2'].map((id) => ({ id, question: 'Why?', why: '' }));
  const plan = { title: 'Plan', subQuestions, outline: [], successCriteria: [], wouldChangeTheAnswer: [] };
  expect(checkOutput('plan', plan)).toMatchObject({ facts: { questions: 2 } });
});

test('that nothing is changed is told as data, and each surface says in its own words how to ask anew', () => {
  const request: BranchRequest = { as: 'rewind', step: 'plan', item: null, changes: {}, fresh: false };
  const { remarks } = previewBranch(researched(), request);
  expect(remarks).toEqual([{ kind: 'nothing-changed' }]);
  const words = remarks.map((one) => branchRemarkInWords(one, 'Tick the box.'));
  expect(words).toEqual(['Nothing is changed: the same answers come back from the ledger. Tick the box.']);
});
