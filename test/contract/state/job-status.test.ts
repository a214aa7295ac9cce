import { describe, expect, test } from '@jest/globals';
import type { JobEvent } from '../../../contract/state/events.ts';
import { jobStatusOf, waitsFor } from '../../../contract/state/job-status.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { at, begun, finished, gateOpened, opened, parked, stateAfter } from '../../support/job-events.ts';
import { PERSON } from '../../support/job-input.ts';

const step = at('research');
const [q1, q2] = [at('research', 'q1'), at('research', 'q2')];
const items = [...begun(step), ...begun(q1, true), ...begun(q2, true)];
const pause = (running: 'finish' | 'cancel'): JobEvent => ({ type: 'paused', running, reason: '', actor: PERSON });
const ending = (status: 'done' | 'rejected' | 'cancelled' | 'aborted', byPerson = true, reason = 'why'): JobEvent => ({
  type: 'ending',
  status,
  reason,
  actor: byPerson ? PERSON : null,
});
const hash = fakeRef('shown').sha256.slice(0, 12);

describe('status and sentence', () => {
  test.each<[string, JobEvent[], string, string]>([
    ['nothing begun', [], 'running', 'Running.'],
    ['a step runs', begun(at('plan')), 'running', 'Step plan is running.'],
    ['items run', items, 'running', 'Step research is running, 0 of 2 items done.'],
    [
      'one item is done, one parked among others that run',
      [...items, opened(at('research', 'q3')), finished(q1), parked(q2)],
      'running',
      'Step research is running, 1 of 3 items done, 1 need attention.',
    ],
    [
      'an item is parked, all others done',
      [...items, finished(q1), parked(q2)],
      'needs_attention',
      'Item q2 of step research needs attention: No key.',
    ],
    [
      'a step is parked',
      [...begun(at('plan')), parked(at('plan'))],
      'needs_attention',
      'Step plan needs attention: No key.',
    ],
    [
      'two are parked',
      [...items, parked(q1), parked(q2)],
      'needs_attention',
      'Item q1 of step research needs attention (and 1 more): No key.',
    ],
    [
      'items are done, the step goes on',
      [...items, finished(q1), finished(q2)],
      'running',
      'Step research is running, 2 of 2 items done.',
    ],
    [
      'a plan waits',
      [...begun(at('plan')), gateOpened(at('plan'))],
      'waiting',
      `Waits for a decision about the plan, round 1, hash ${hash}.`,
    ],
    [
      'a draft waits',
      [...begun(at('approve')), gateOpened(at('approve'))],
      'waiting',
      `Waits for a decision about the draft, round 1, hash ${hash}.`,
    ],
    [
      'a tool call waits',
      [...items, finished(q1), gateOpened(q2, 'c')],
      'waiting',
      `Waits for a decision about a tool call of item q2, round 1, hash ${hash}.`,
    ],
    [
      'paused, calls finish',
      [...items, pause('finish')],
      'paused',
      'Waits for resume; calls that ran when it was paused still finish.',
    ],
    [
      'paused, nothing runs',
      [...begun(at('plan')), gateOpened(at('plan')), pause('finish')],
      'paused',
      'Waits for resume.',
    ],
    ['paused, calls cancelled', [...items, pause('cancel')], 'paused', 'Waits for resume.'],
    [
      'resumed',
      [...items, pause('cancel'), { type: 'resumed', actor: PERSON }],
      'running',
      'Step research is running, 0 of 2 items done.',
    ],
    [
      'paused and cancelled, still ending',
      [...items, pause('cancel'), ending('cancelled')],
      'running',
      'Ending: cancelled.',
    ],
    ['done', [ending('done', false), { type: 'ended' }], 'done', 'The report is finished.'],
    ['rejected', [ending('rejected'), { type: 'ended' }], 'rejected', 'Rejected by local: why'],
    ['cancelled without a word', [ending('cancelled', false, ''), { type: 'ended' }], 'cancelled', 'Cancelled.'],
  ])('%s', (_name, events, status, sentence) => {
    const state = stateAfter(events);
    expect(jobStatusOf(state)).toBe(status);
    expect(waitsFor(state)).toBe(sentence);
  });
});

describe('the view', () => {
  test('has every declared step, items below theirs, and the artifacts of the present round', () => {
    const view = viewOf(stateAfter([...items, finished(q1)]));
    expect(view.steps.map((each) => each.step)).toEqual([
      'ingest',
      'plan',
      'research',
      'draft',
      'verify',
      'approve',
      'report',
    ]);
    expect(view.steps[2]?.items.map(({ item, status, turn }) => [item, status, turn])).toEqual([
      ['q1', 'done', 0],
      ['q2', 'running', 0],
    ]);
    expect(view.steps[3]).toMatchObject({ status: 'pending', attempt: 1, startedAt: null });
  });

  test('shows a plan that waits as the plan, and forgets the artifacts of steps that a new round runs again', () => {
    const plan = [...begun(at('plan')), gateOpened(at('plan'))];
    expect(viewOf(stateAfter(plan)).artifacts).toEqual({ plan: fakeRef('shown') });
    const round: JobEvent = {
      type: 'round-opened',
      round: { from: 'draft', because: 'verify', base: null, findings: null, comment: '' },
    };
    const drafted = [...begun(at('ingest')), finished(at('ingest')), ...begun(at('draft')), finished(at('draft'))];
    expect(Object.keys(viewOf(stateAfter(drafted)).artifacts)).toEqual(['sources', 'draft']);
    const second = viewOf(stateAfter([...drafted, round]));
    expect(Object.keys(second.artifacts)).toEqual(['sources']);
    expect(second).toMatchObject({ round: 2 });
    expect(second.steps[3]).toMatchObject({ key: 'draft@0.2', status: 'pending' });
  });

  test('tells what is kept whatever a person chooses', () => {
    const turn: JobEvent = {
      type: 'turn-taken',
      place: q1,
      answer: fakeRef('a'),
      transcript: fakeRef('t').sha256,
      calls: [],
      made: [],
    };
    const kept = (events: JobEvent[]): string | undefined => viewOf(stateAfter(events)).attention[0]?.kept;
    expect(kept([...items, finished(q2), turn, parked(q1)])).toBe(
      'Kept, and not paid again: 1 of 2 notes (and 1 turn of the others).',
    );
    expect(kept([...begun(at('plan')), parked(at('plan'))])).toBe('Nothing was finished yet.');
  });
});
