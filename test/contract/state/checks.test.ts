import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../../contract/messages.ts';
import { decisionId, MESSAGES } from '../../../contract/messages.ts';
import {
  budgetReached,
  checkCancel,
  checkDecide,
  checkPause,
  checkRecover,
  checkResume,
  checkSetBudget,
} from '../../../contract/state/checks.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { at, begun, decision, gateOpened, parked, stateAfter } from '../../support/job-events.ts';
import { PERSON } from '../../support/job-input.ts';
import { RECEIPT } from '../../support/scripted-activities.ts';

const approve = at('approve');
const gate = 'approve@0.1';
const open = [...begun(approve), gateOpened(approve)];
const nobody = { ...PERSON, roles: [] };
const ended: JobEvent = { type: 'ending', status: 'rejected', reason: '', actor: PERSON };
const decide: Message<'decide'> = {
  messageId: 'm',
  actor: PERSON,
  gate,
  artifact: fakeRef('shown').sha256,
  round: 1,
  decision: 'approve',
  edited: null,
  comment: '',
};

describe('decide', () => {
  test.each<[string, JobEvent[], Partial<Message<'decide'>>, string | null]>([
    ['what stands', open, {}, null],
    ['an edit with its text', open, { decision: 'edit', edited: fakeRef('e') }, null],
    ['a reject without comment', open, { decision: 'reject' }, null],
    ['a gate that is not open yet', [], {}, 'gate-unknown'],
    ['another hash', open, { artifact: fakeRef('other').sha256 }, 'gate-stale'],
    ['another round', open, { round: 2 }, 'gate-stale'],
    [
      'decided before',
      [...open, { type: 'gate-decided', gate, decision: decision(gate, 'approve') }],
      {},
      'gate-already-decided',
    ],
    ['an edit that changes nothing', open, { decision: 'edit', edited: fakeRef('shown') }, 'decision-incomplete'],
    ['an edit without text', open, { decision: 'edit' }, 'decision-incomplete'],
    ['sending back without comment', open, { decision: 'revise', comment: '  ' }, 'decision-incomplete'],
    ['a job that ends', [...open, ended], {}, 'job-closed'],
    ['nobody', open, { actor: nobody }, 'actor-not-allowed'],
  ])('%s', (_name, events, more, code) => {
    expect(checkDecide(stateAfter(events), { ...decide, ...more })?.code ?? null).toBe(code);
  });

  test('a tool call cannot be edited', () => {
    const item = at('research', 'q1');
    const state = stateAfter([...begun(item, true), gateOpened(item, 'c')]);
    const edit = { ...decide, gate: 'research@0.1/q1#c', decision: 'edit' as const, edited: fakeRef('e') };
    expect(checkDecide(state, edit)?.code).toBe('action-not-allowed');
  });
});

describe('recover', () => {
  const q1 = at('research', 'q1');
  const state = stateAfter([...begun(q1, true), parked(q1)]);
  const recover: Message<'recover'> = {
    messageId: 'm',
    actor: PERSON,
    step: 'research',
    item: 'q1',
    attempt: 1,
    action: { kind: 'retry' },
  };
  test.each<[string, Partial<Message<'recover'>>, string | null]>([
    ['what is parked', {}, null],
    ['the step of a parked item', { item: null }, 'not-parked'],
    ['another step', { step: 'draft', item: null }, 'not-parked'],
    ['another attempt', { attempt: 2 }, 'attempt-stale'],
    ['an action that does not help', { action: { kind: 'skip', reason: '' } }, 'action-not-allowed'],
    ['nobody', { actor: nobody }, 'actor-not-allowed'],
  ])('%s', (_name, more, code) => {
    expect(checkRecover(state, { ...recover, ...more })?.code ?? null).toBe(code);
  });
});

describe('control', () => {
  const message = { messageId: 'm', actor: PERSON, reason: '' };
  const pause = { ...message, running: 'finish' as const };
  const paused = stateAfter([{ type: 'paused', running: 'finish', reason: '', actor: PERSON }]);
  const closed = stateAfter([ended]);

  test('pause, resume and cancel are refused where they make no sense', () => {
    expect(checkPause(stateAfter([]), pause)).toBeNull();
    expect(checkPause(paused, pause)?.code).toBe('already-paused');
    expect(checkPause(paused, { ...pause, running: 'cancel' })).toBeNull();
    expect(checkPause(closed, pause)?.code).toBe('job-closed');
    expect(checkResume(paused, message)).toBeNull();
    expect(checkResume(stateAfter([]), message)?.code).toBe('not-paused');
    expect(checkCancel(paused, message)).toBeNull();
    expect(checkCancel(closed, message)?.code).toBe('job-closed');
    expect(checkCancel(paused, { ...message, actor: nobody })?.code).toBe('actor-not-allowed');
  });
});

describe('a limit', () => {
  const receipt = { ...RECEIPT, costMicroUsd: 3_000 };
  const limited = (limitMicroUsd: number | null) =>
    stateAfter([
      { type: 'call-answered', receipt },
      { type: 'budget-set', limitMicroUsd, reason: '', actor: PERSON },
    ]);
  const set = { messageId: 'm', actor: PERSON, reason: '' };

  test('is reached when as much is spent; none is never reached', () => {
    expect(budgetReached(limited(3_001))).toBeNull();
    expect(budgetReached(limited(null))).toBeNull();
    expect(budgetReached(limited(3_000))).toMatchObject({
      code: 'budget-exceeded',
      message: 'The job has spent $0.003 of its limit of $0.003.',
    });
  });

  test('may be set to what is spent or more, or to none, by who may steer the job', () => {
    expect(checkSetBudget(limited(9), { ...set, limitMicroUsd: 3_000 })).toBeNull();
    expect(checkSetBudget(limited(9), { ...set, limitMicroUsd: null })).toBeNull();
    expect(checkSetBudget(limited(9), { ...set, limitMicroUsd: 2_999 })?.code).toBe('budget-too-small');
    expect(checkSetBudget(limited(9), { ...set, actor: nobody, limitMicroUsd: null })?.code).toBe('actor-not-allowed');
    expect(checkSetBudget(stateAfter([ended]), { ...set, limitMicroUsd: null })?.code).toBe('job-closed');
  });
});

describe('the id of a decision', () => {
  test('is that of what it says', () => {
    const { messageId: _id, ...said } = MESSAGES.decide.parse(decide);
    expect(decisionId('job', said)).toBe(decisionId('job', { ...said }));
    const others = [
      decisionId('other', said),
      decisionId('job', { ...said, decision: 'reject' }),
      decisionId('job', { ...said, comment: 'x' }),
      decisionId('job', { ...said, edited: fakeRef('e') }),
      decisionId('job', { ...said, actor: { ...PERSON, id: 'somebody' } }),
    ];
    expect(new Set([decisionId('job', said), ...others]).size).toBe(6);
  });
});
