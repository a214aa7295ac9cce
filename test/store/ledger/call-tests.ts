import { expect, test } from '@jest/globals';
import { callKey } from '../../../contract/calls.ts';
import { callAnswer, callIdentity, callReservation } from '../../support/call-fixtures.ts';
import { killHard, reportOf, startScript } from '../../support/child-reports.ts';
import { artifactRef } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

const identity = callIdentity('job-1');

/** Reserving, settling, reusing. */
export function callTests(current: () => LedgersUnderTest): void {
  reserving(current);
  settling(current);
  reusing(current);
}

function reserving(current: () => LedgersUnderTest): void {
  test('a call goes from reserved to answered', async () => {
    const { ledger, other } = current();
    const reserved = await ledger.reserveCall(callReservation(identity, 'me'));
    expect(reserved).toMatchObject({ identity, state: 'reserved', holder: 'me', answer: null, wasteMicroUsd: 0 });
    const answered = await ledger.settleCall(identity, callAnswer('2'));
    expect(answered).toMatchObject({ state: 'answered', outcome: 'ok', costMicroUsd: 1_000, answer: artifactRef('2') });
    expect(await other.listCalls('job-1')).toEqual([answered]);
  });

  test('an answered call is returned as it is, never asked again', async () => {
    const { ledger, other } = current();
    await ledger.reserveCall(callReservation(identity, 'me'));
    const answered = await ledger.settleCall(identity, callAnswer('2'));
    expect(await other.reserveCall(callReservation(identity, 'somebody else'))).toEqual(answered);
  });

  test('an answered call is returned also where the request changed meanwhile, as a deploy may do: it was paid', async () => {
    const { ledger } = current();
    await ledger.reserveCall(callReservation(identity, 'me'));
    const answered = await ledger.settleCall(identity, callAnswer('2'));
    const otherRequest = callReservation(identity, 'me', 'd'.repeat(64));
    expect(await ledger.reserveCall(otherRequest)).toEqual(answered);
  });

  test('of many holders at once one has the row, and there is one row', async () => {
    const { ledger, other } = current();
    const holders = Array.from({ length: 10 }, (_, number) => `holder-${number}`);
    await Promise.all(
      holders.map((holder, number) => (number % 2 ? ledger : other).reserveCall(callReservation(identity, holder))),
    );
    const rows = await ledger.listCalls('job-1');
    expect(rows).toHaveLength(1);
    expect(holders).toContain(rows[0]?.holder);
  });

  test('a call whose holder was killed is taken up by the next', async () => {
    const { ledger, url } = current();
    const child = startScript('call-holder.ts', [url, 'job-1']);
    const holder = await reportOf(child);
    await killHard(child);
    expect(await ledger.listCalls('job-1')).toMatchObject([{ state: 'reserved', holder }]);
    const taken = await ledger.reserveCall(callReservation(identity, 'the next'));
    expect(taken).toMatchObject({ state: 'reserved', holder: 'the next' });
    expect(await ledger.settleCall(identity, callAnswer('2'))).toMatchObject({ state: 'answered', wasteMicroUsd: 0 });
  });
}

function settling(current: () => LedgersUnderTest): void {
  test('of answers at once the first wins, and the cost of the others is waste', async () => {
    const { ledger, other } = current();
    await ledger.reserveCall(callReservation(identity, 'me'));
    const answers = ['2', '3', '4', '5'].map((digit, index) => callAnswer(digit, 10 ** index));
    const rows = await Promise.all(answers.map((answer, i) => (i % 2 ? ledger : other).settleCall(identity, answer)));
    const [row] = await ledger.listCalls('job-1');
    const winner = answers.find((answer) => answer.answer.sha256 === row?.answer?.sha256);
    expect(new Set(rows.map((each) => each.answer?.sha256))).toEqual(new Set([winner?.answer.sha256]));
    expect(row?.costMicroUsd).toBe(winner?.costMicroUsd);
    expect(row?.wasteMicroUsd).toBe(1_111 - (winner?.costMicroUsd ?? 0));
  });

  test('a late answer without a price adds no waste', async () => {
    const { ledger } = current();
    await ledger.reserveCall(callReservation(identity, 'me'));
    await ledger.settleCall(identity, callAnswer('2', null));
    expect(await ledger.settleCall(identity, callAnswer('3', null))).toMatchObject({
      costMicroUsd: null,
      wasteMicroUsd: 0,
      answer: artifactRef('2'),
    });
  });

  test('what was never reserved cannot be settled', async () => {
    const { ledger } = current();
    await expect(ledger.settleCall(identity, callAnswer('2'))).rejects.toMatchObject({ code: 'internal' });
    expect(await ledger.listCalls('job-1')).toEqual([]);
  });
}

function reusing(current: () => LedgersUnderTest): void {
  test('an answer is taken over within the lineage, at cost 0', async () => {
    const { ledger } = current();
    await ledger.reserveCall(callReservation(identity, 'me'));
    const from = await ledger.settleCall(identity, callAnswer('2'));
    const again = callIdentity('job-2', { generation: 1 });
    await ledger.reserveCall(callReservation(again, 'me'));
    expect(await ledger.findReusable(from.requestHash, 0, ['job-2', 'job-1'], again)).toEqual(from);
    const reused = await ledger.reuseCall(again, from);
    expect(reused).toMatchObject({
      state: 'answered',
      costMicroUsd: 0,
      reusedFrom: callKey(identity),
      answer: from.answer,
    });
    expect(await ledger.reuseCall(again, from)).toEqual(reused);
  });

  test('nothing is reused from outside the lineage, another sample, another outcome, or the call itself', async () => {
    const { ledger } = current();
    const hash = 'b'.repeat(64);
    await ledger.reserveCall(callReservation(identity, 'me'));
    expect(await ledger.findReusable(hash, 0, ['job-1'], callIdentity('job-2'))).toBeNull();
    await ledger.settleCall(identity, callAnswer('2'));
    const refused = callIdentity('job-3');
    await ledger.reserveCall(callReservation(refused, 'me'));
    await ledger.settleCall(refused, { ...callAnswer('3'), outcome: 'refused' });
    expect(await ledger.findReusable(hash, 0, [], callIdentity('job-2'))).toBeNull();
    expect(await ledger.findReusable(hash, 0, ['job-2'], callIdentity('job-2'))).toBeNull();
    expect(await ledger.findReusable(hash, 1, ['job-1'], callIdentity('job-2'))).toBeNull();
    expect(await ledger.findReusable(hash, 0, ['job-3'], callIdentity('job-2'))).toBeNull();
    expect(await ledger.findReusable(hash, 0, ['job-1'], identity)).toBeNull();
    expect(await ledger.findReusable('e'.repeat(64), 0, ['job-1'], callIdentity('job-2'))).toBeNull();
  });

  test('an answer to another request, or none, cannot be taken over', async () => {
    const { ledger } = current();
    const open = await ledger.reserveCall(callReservation(identity, 'me'));
    const again = callIdentity('job-2');
    await ledger.reserveCall(callReservation(again, 'me', 'd'.repeat(64)));
    await expect(ledger.reuseCall(again, open)).rejects.toMatchObject({ code: 'internal' });
    const answered = await ledger.settleCall(identity, callAnswer('2'));
    await expect(ledger.reuseCall(again, answered)).rejects.toMatchObject({ code: 'internal' });
    expect(await ledger.listCalls('job-2')).toMatchObject([{ state: 'reserved' }]);
  });
}
