import { describe, expect, test } from '@jest/globals';
import { placeKey } from '../../../contract/place.ts';
import { jobRecordSchema } from '../../../contract/record.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { verifyRoundsInARow } from '../../../contract/state/rounds.ts';
import { recordOf, viewOf } from '../../../contract/state/view-of.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { AT, at, begun, decision, finished, gateOpened, opened, parked, stateAfter } from '../../support/job-events.ts';
import { PERSON } from '../../support/job-input.ts';

const plan = at('plan');
const item = at('research', 'q1');
const key = placeKey(item);
const call = { name: 'search', index: 0, effect: 'read' as const };
const turn: JobEvent = {
  type: 'turn-taken',
  place: item,
  answer: fakeRef('a'),
  transcript: fakeRef('t').sha256,
  calls: [call],
  made: [],
};
const answered: JobEvent = { type: 'tool-answered', place: item, index: 0, result: fakeRef('r').sha256, found: 2 };
const remedy = { kind: 'rephrase' as const };
const tried = { repairs: 0, rephrases: 1, enlargements: 0, model: 0 };
const again: JobEvent = { type: 'place-reattempted', place: item, tried, remedy, words: 'Asked again.' };

describe('a place', () => {
  test('counts attempts over reattempts and recoveries, and forgets what was tried when a person has had a say', () => {
    expect(stateAfter([...begun(item), again]).places[key]).toMatchObject({ attempt: 2, tried, remedy });
    const recovered = stateAfter([
      ...begun(item),
      again,
      parked(item),
      { type: 'place-recovered', place: item, actor: PERSON, action: 'retry' },
    ]);
    expect(recovered.places[key]).toMatchObject({
      status: 'running',
      attempt: 3,
      remedy: null,
      tried: { rephrases: 0 },
    });
  });

  test('keeps the turn of its agent, whose calls and results live until the next turn', () => {
    const asked = stateAfter([...begun(item, true), again, turn, answered]);
    expect(asked.places[key]).toMatchObject({
      attempt: 2,
      remedy: null,
      agent: { turn: 1, found: 2, results: { 0: fakeRef('r').sha256 } },
    });
    expect(asked.totals.toolCalls).toBe(1);
    expect(stateAfter([turn], asked).places[key]?.agent).toMatchObject({ turn: 2, results: {}, found: 2 });
    expect(stateAfter([finished(item)], asked).places[key]?.agent).toMatchObject({ turn: 1, answer: null, calls: [] });
    expect(stateAfter([...begun(item), turn, answered]).places[key]?.agent).toMatchObject({ turn: 1, found: 2 });
  });

  test('must have been opened', () => {
    expect(() => stateAfter([finished(plan)])).toThrow('plan@0.1, which was never opened');
    expect(() => stateAfter([gateOpened(plan)])).toThrow('never opened');
    expect(() => stateAfter([{ type: 'gate-decided', gate: 'x', decision: decision('x', 'approve') }])).toThrow(
      'never opened',
    );
  });

  test('waits until the last of its gates is decided', () => {
    const two = stateAfter([...begun(item, true), gateOpened(item, 'w1'), gateOpened(item, 'w2')]);
    const first = `${key}#w1`;
    const one = stateAfter([{ type: 'gate-decided', gate: first, decision: decision(first, 'approve') }], two);
    expect(one.places[key]).toMatchObject({ status: 'waiting', gate: `${key}#w2` });
    const second = `${key}#w2`;
    const none = stateAfter([{ type: 'gate-decided', gate: second, decision: decision(second, 'reject') }], one);
    expect(none.places[key]?.status).toBe('running');
  });
});

describe('a job', () => {
  test('adds up its calls; a call without a price is counted as such', () => {
    const receipt = {
      model: 'm',
      inputTokens: 5,
      cachedTokens: 1,
      outputTokens: 2,
      costMicroUsd: 7,
      reused: true,
    };
    const state = stateAfter([
      { type: 'call-answered', receipt },
      { type: 'call-answered', receipt: { ...receipt, costMicroUsd: null, reused: false } },
    ]);
    expect(state).toMatchObject({ models: ['m'], revision: 0 });
    expect(state.totals).toEqual({
      calls: 2,
      reused: 1,
      inputTokens: 10,
      cachedTokens: 2,
      outputTokens: 4,
      costMicroUsd: 7,
      unpricedCalls: 1,
      toolCalls: 0,
    });
  });

  test('ends once: what ends it later changes nothing', () => {
    const cancelled = stateAfter([{ type: 'ending', status: 'cancelled', reason: 'x', actor: PERSON }]);
    expect(stateAfter([{ type: 'ending', status: 'done', reason: '', actor: null }], cancelled)).toBe(cancelled);
  });

  test('stops what is open when it has ended, and keeps what is done', () => {
    const state = stateAfter([
      ...begun(plan),
      finished(plan),
      ...begun(item, true),
      opened(at('research')),
      { type: 'ending', status: 'aborted', reason: '', actor: PERSON },
      { type: 'ended' },
    ]);
    expect(Object.values(state.places).map(({ status }) => status)).toEqual(['done', 'stopped', 'stopped']);
    expect(state.endedAt).toBe(AT);
  });

  test('remembers the last 200 answers and the last 1,000 lines, none longer than 1,000 characters', () => {
    const told = Array.from({ length: 1_001 }, (_, index): JobEvent[] => [
      { type: 'paused', running: 'finish', reason: 'r'.repeat(2_000), actor: PERSON },
      { type: 'message-answered', messageId: `m${index}` },
    ]).flat();
    const state = stateAfter(told);
    expect(state.answered).toHaveLength(200);
    expect(state.answered.at(-1)?.messageId).toBe('m1000');
    expect(state.journal).toHaveLength(500);
    expect(jobRecordSchema.parse(recordOf(state)).view).toEqual(viewOf(state));
  });

  test('shows that its record is behind as a change of its own', () => {
    const behind = stateAfter([{ type: 'record-behind', behind: true }]);
    expect(behind).toMatchObject({ recordBehind: true, revision: 1 });
    expect(viewOf(behind).recordBehind).toBe(true);
  });
});

test('verification counts its rounds since a person last had a say', () => {
  const round = (because: 'verify' | 'revise'): JobEvent => ({
    type: 'round-opened',
    round: { from: 'draft', because, base: null, findings: null, comment: '' },
  });
  expect(verifyRoundsInARow(stateAfter([]))).toBe(0);
  expect(verifyRoundsInARow(stateAfter([round('verify'), round('verify')]))).toBe(2);
  expect(verifyRoundsInARow(stateAfter([round('verify'), round('revise'), round('verify')]))).toBe(1);
});
