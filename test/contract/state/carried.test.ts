import { describe, expect, test } from '@jest/globals';
import { bytesOfJson, PAYLOAD_LIMIT, tooLarge } from '../../../contract/payloads.ts';
import { carriedState, restored } from '../../../contract/state/carried.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import { type JobState, jobStateSchema } from '../../../contract/state/job-state.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { reportInput } from '../../support/job-input.ts';
import { approval } from '../../support/job-records.ts';

const AT = '2026-11-20T12:00:00.000Z';

/** A job that was sent back again and again, with the longest comments and lines that there may be. */
function grown(sentBack: number, chars: number): JobState {
  const comment = 'x'.repeat(chars);
  const start = initialState(reportInput('grown'), AT);
  const numbers = Array.from({ length: sentBack }, (_, index) => index + 1);
  const decisions = numbers.map((round) => {
    const gate = `approve@0.${round}`;
    return { ...approval(`m${round}`), gate, round, decision: 'revise' as const, comment };
  });
  const gates = decisions.map((decision) => {
    const place = { step: 'approve' as const, generation: 0, round: decision.round, item: null };
    const gate = { id: decision.gate, place, toolCall: null, artifact: fakeRef('draft'), beside: null, openedAt: AT };
    return [decision.gate, { ...gate, decision, voidedAt: null }];
  });
  const rounds = numbers.map((round) => ({
    ...{ round: round + 1, generation: 0, from: 'draft' as const, because: 'revise' as const },
    ...{ base: null, findings: null, comment },
  }));
  const line = { at: AT, place: null, actor: null };
  const journal = Array.from({ length: 500 }, (_, index) => ({ ...line, words: `${index} `.padEnd(1_000, 'y') }));
  const more = { decisions, gates: Object.fromEntries(gates), rounds: [...start.rounds, ...rounds] };
  return jobStateSchema.parse({ ...start, ...more, journal, journalFrom: 40, revision: 2_000 });
}

describe('the state that goes to the next run', () => {
  test('is as it was where it is small', () => {
    const small = initialState(reportInput('small'), AT);
    expect(carriedState(small, -1)).toBe(small);
    expect(restored(small)).toEqual(small);
  });

  test('loses of a long journal only lines that were recorded, and says how many', () => {
    const state = grown(3, 20_000);
    const carried = carriedState(state, state.revision - 120);
    expect(carried.journal).toEqual(state.journal.slice(-120));
    expect(carried.journalFrom).toBe(40 + 380);
    expect(carriedState(state, state.revision).journal).toEqual(state.journal.slice(-100));
    expect(carriedState(state, -1).journal).toEqual(state.journal);
  });

  test('comes back with all that was decided and why', () => {
    const state = grown(3, 20_000);
    const { journal: _journal, journalFrom: _from, ...rest } = restored(carriedState(state, state.revision));
    expect(state).toMatchObject(rest);
  });

  test('stays below a megabyte, keeping what stands now whole', () => {
    const state = grown(60, 20_000);
    expect(bytesOfJson(state)).toBeGreaterThan(4_000_000);
    const carried = restored(jobStateSchema.parse(carriedState(state, state.revision)));
    expect(bytesOfJson(carriedState(state, state.revision))).toBeLessThan(1_000_000);
    expect(carried.decisions.slice(-5)).toEqual(state.decisions.slice(-5));
    expect(carried.gates['approve@0.60']).toEqual(state.gates['approve@0.60']);
    expect(carried.rounds.at(-1)).toEqual(state.rounds.at(-1));
    expect(carried.decisions[0]?.comment).toHaveLength(1_001);
  });
});

test('a payload is measured as JSON in UTF-8', () => {
  expect(bytesOfJson('ä€')).toBe(7);
  expect(bytesOfJson(undefined)).toBe(0);
  expect(tooLarge('The message decide was given', 'x'.repeat(PAYLOAD_LIMIT - 2))).toBeNull();
  expect(tooLarge('The message decide was given', 'x'.repeat(PAYLOAD_LIMIT - 1))).toMatchObject({
    code: 'payload-too-large',
    message: expect.stringMatching(/^The message decide was given 262,145 bytes/),
  });
});
