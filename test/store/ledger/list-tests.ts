import { expect, test } from '@jest/globals';
import type { CallFilter } from '../../../store/ledger/list-ports.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { callAnswer, callIdentity, callReservation } from '../../support/call-fixtures.ts';
import { approval, artifactRef, jobRecord } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

/** Calls page by page, gates and decisions over all jobs, sums of costs. */
export function listTests(current: () => LedgersUnderTest): void {
  callPages(current);
  approvals(current);
  costs(current);
}

async function call(ledger: Ledger, turn: number, more: Partial<Parameters<typeof callIdentity>[1]> = {}) {
  const identity = callIdentity('job-1', { step: 'research', item: 'q1', turn, ...more });
  await ledger.reserveCall(callReservation(identity, 'holder', `${turn}`.padStart(64, '0')));
  return identity;
}

function callPages(current: () => LedgersUnderTest): void {
  test('calls come page by page, narrowed by step, item and outcome, and one by its key', async () => {
    const { ledger } = current();
    for (let turn = 0; turn < 5; turn += 1) {
      const identity = await call(ledger, turn);
      if (turn < 3) await ledger.settleCall(identity, { ...callAnswer('a'), finish: 'stop' });
      if (turn === 3) await ledger.settleCall(identity, { ...callAnswer('a'), outcome: 'truncated', finish: 'length' });
    }
    await call(ledger, 9, { step: 'draft', item: '' });
    const turns = async (more: Partial<CallFilter>) => {
      const page = await ledger.pageCalls({ jobId: 'job-1', limit: 3, ...more });
      return { turns: page.calls.map(({ identity }) => identity.turn), next: page.next, total: page.total };
    };
    const first = await turns({});
    expect(first).toMatchObject({ turns: [0, 1, 2], total: 6 });
    expect(await turns({ cursor: first.next ?? '' })).toEqual({ turns: [3, 4, 9], next: null, total: 6 });
    expect(await turns({ step: 'draft', item: '' })).toMatchObject({ turns: [9], total: 1 });
    expect(await turns({ item: 'q1', outcome: 'truncated' })).toMatchObject({ turns: [3], next: null });
    expect(await turns({ outcome: 'reserved' })).toMatchObject({ turns: [4, 9] });
    expect(await turns({ jobId: 'job-2' })).toEqual({ turns: [], next: null, total: 0 });
    await expect(turns({ cursor: 'bm90' })).rejects.toMatchObject({ failure: { field: 'cursor' } });
    expect(await ledger.readCall('job-1', 'job-1|0|1|research|q1|3|1|0')).toMatchObject({ finish: 'length' });
    expect(await ledger.readCall('job-2', 'job-1|0|1|research|q1|3|1|0')).toBeNull();
  });
}

function gate(id: string, openedAt: string) {
  const step = id.startsWith('plan') ? ('plan' as const) : ('approve' as const);
  return { id, step, item: null, round: 1, artifact: artifactRef('d'), beside: null, openedAt, questions: [] };
}

function approvals(current: () => LedgersUnderTest): void {
  const at = (hour: number) => `2026-11-20T1${hour}:00:00.000Z`;

  test('gates of all open jobs wait, the oldest first, until they are decided or their job has ended', async () => {
    const { ledger } = current();
    const waiting = async () => {
      const { waiting: all } = await ledger.waitingGates({ organisation: 'local', limit: 10 });
      return all.map(({ job, gate: { id }, others }) => [job.id, id, others.gates]);
    };
    await ledger.writeRecord(jobRecord('job-1', 1, { gates: [gate('approve@0.1', at(2))] }));
    await ledger.writeRecord(jobRecord('job-2', 1, { gates: [gate('plan@0.1', at(1)), gate('approve@0.2', at(3))] }));
    await ledger.writeRecord(jobRecord('job-9', 1, { gates: [gate('plan@0.1', at(0))], organisation: 'theirs' }));
    expect(await waiting()).toEqual([
      ['job-2', 'plan@0.1', 1],
      ['job-1', 'approve@0.1', 0],
      ['job-2', 'approve@0.2', 1],
    ]);
    expect(await ledger.countOpenGates('local')).toBe(3);
    const { next, waiting: first } = await ledger.waitingGates({ organisation: 'local', limit: 2 });
    expect(first).toHaveLength(2);
    const rest = await ledger.waitingGates({ organisation: 'local', limit: 2, cursor: next ?? '' });
    expect([rest.waiting[0]?.gate.id, rest.next]).toEqual(['approve@0.2', null]);
    await ledger.writeRecord(jobRecord('job-2', 2, { gates: [gate('approve@0.2', at(3))] }));
    await ledger.writeRecord(jobRecord('job-1', 2, { gates: [gate('approve@0.1', at(2))], endedAt: at(4) }));
    expect(await waiting()).toEqual([['job-2', 'approve@0.2', 0]]);
    // A job that went back behind its record takes its gates back as well.
    await ledger.yieldRecord(jobRecord('job-2', 1, { gates: [gate('plan@0.1', at(1))] }), 2);
    expect(await waiting()).toEqual([['job-2', 'plan@0.1', 0]]);
    await ledger.deleteJob('job-2');
    expect(await ledger.countOpenGates('local')).toBe(0);
  });

  test('decisions come with the newest first and the title of their job', async () => {
    const { ledger } = current();
    await ledger.writeRecord(jobRecord('job-1', 1, { decisions: [approval('m1', at(1)), approval('m3', at(3))] }));
    await ledger.writeRecord(jobRecord('job-2', 1, { decisions: [approval('m2', at(2))], question: 'Two?' }));
    const { decided, next } = await ledger.decidedGates({ organisation: 'local', limit: 2 });
    expect(decided.map(({ job, decision }) => [decision.messageId, job.title])).toEqual([
      ['m3', 'What does the move cost?'],
      ['m2', 'Two?'],
    ]);
    const rest = await ledger.decidedGates({ organisation: 'local', limit: 2, cursor: next ?? '' });
    expect([rest.decided[0]?.decision.messageId, rest.next]).toEqual(['m1', null]);
    // What a rewind made void says so; nothing else of a decision that stands is changed.
    const voided = { ...approval('m2', at(9)), voidedBy: 1, comment: 'Another.' };
    await ledger.writeRecord(jobRecord('job-2', 2, { decisions: [voided] }));
    expect(await ledger.listDecisions('job-2')).toEqual([{ ...approval('m2', at(2)), voidedBy: 1 }]);
  });
}

function costs(current: () => LedgersUnderTest): void {
  test('costs are summed with what was reused, failed, late and unpriced told apart', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1'));
    const first = await call(ledger, 0);
    const paid = await ledger.settleCall(first, callAnswer('a', 5_000_000_000));
    await ledger.settleCall(first, callAnswer('b', 70));
    await ledger.settleCall(await call(ledger, 1), { ...callAnswer('a', 30), outcome: 'invalid' });
    const hidden = await call(ledger, 1, { step: 'verify', item: '' });
    await ledger.settleCall(hidden, { ...callAnswer('a', null), outcome: 'truncated' });
    const unpriced = await ledger.settleCall(await call(ledger, 2), callAnswer('c', null));
    const again = callIdentity('job-1', { turn: 3 });
    for (const [identity, from] of [
      [again, paid],
      [{ ...again, turn: 4 }, unpriced],
    ] as const) {
      await ledger.reserveCall(callReservation(identity, 'holder', from.requestHash));
      await ledger.reuseCall(identity, from);
    }
    await call(ledger, 5);
    const span = { organisation: 'local', from: '2026-01-01T00:00:00.000Z', to: '2126-01-01T00:00:00.000Z' };
    const groups = await ledger.sumCosts(span);
    const sums = { unpricedCalls: 0, reasoningTokens: 0, cachedTokens: 0, savedUnknownCalls: 0, savedMicroUsd: 0 };
    const none = {
      ...sums,
      failedCalls: 0,
      failedUnpricedCalls: 0,
      failedMicroUsd: 0,
      failedTokens: 0,
      lateMicroUsd: 0,
      reusedCalls: 0,
    };
    const place = { jobId: 'job-1', kind: 'report', owner: 'local', task: 'plan', model: 'gpt-5.4-2026-03' };
    expect(groups.sort((one, other) => one.step.localeCompare(other.step))).toEqual([
      {
        ...{ ...place, ...none, step: 'plan', calls: 0, costMicroUsd: 0, inputTokens: 0, outputTokens: 0 },
        ...{ reusedCalls: 2, savedMicroUsd: 5_000_000_000, savedUnknownCalls: 1 },
      },
      {
        ...{ ...place, ...none, step: 'research', calls: 3, costMicroUsd: 5_000_000_030, lateMicroUsd: 70 },
        ...{ inputTokens: 30, outputTokens: 15, unpricedCalls: 1 },
        ...{ failedCalls: 1, failedMicroUsd: 30, failedTokens: 15 },
      },
      {
        ...{ ...place, ...none, step: 'verify', calls: 1, costMicroUsd: 0, unpricedCalls: 1 },
        ...{ inputTokens: 10, outputTokens: 5, failedCalls: 1, failedTokens: 15, failedUnpricedCalls: 1 },
      },
    ]);
    expect(await ledger.sumCosts({ ...span, organisation: 'theirs' })).toEqual([]);
    expect(await ledger.sumCosts({ ...span, to: '2026-01-02T00:00:00.000Z' })).toEqual([]);
    expect(await ledger.titlesOf(['job-1', 'job-2'])).toEqual(new Map([['job-1', 'What does the move cost?']]));
  });
}
