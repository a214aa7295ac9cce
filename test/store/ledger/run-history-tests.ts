import { expect, test } from '@jest/globals';
import { openLedger } from '../../../store/ledger/open-ledger.ts';
import { callIdentity, callReservation } from '../../support/call-fixtures.ts';
import { recordWithJournal, runHistory } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

/** Stored histories of runs, and the epoch of the instance. */
export function runHistoryTests(current: () => LedgersUnderTest): void {
  test('histories are listed in the order in which their runs began; the longer one of a run stands', async () => {
    const { ledger, other } = current();
    const [first, second] = [runHistory('job-1', 'run-b'), runHistory('job-1', 'run-a', 'c')];
    await ledger.saveRunHistory({ ...second, firstEventAt: '2026-11-20T11:00:00.000Z' });
    await ledger.saveRunHistory(first);
    await ledger.saveRunHistory({ ...first, events: 5, status: 'RUNNING' });
    expect((await other.listRunHistories('job-1')).map((row) => [row.runId, row.events])).toEqual([
      ['run-b', 12],
      ['run-a', 12],
    ]);
    await ledger.saveRunHistory({ ...first, events: 20 });
    expect((await other.listRunHistories('job-1'))[0]).toEqual({ ...first, events: 20 });
    expect(await other.listRunHistories('job-2')).toEqual([]);
  });

  test('ended jobs whose last run has no stored history are told, page by page', async () => {
    const { ledger } = current();
    for (const jobId of ['job-1', 'job-2', 'job-3', 'job-4']) {
      const record = recordWithJournal(jobId, 1, []);
      record.view.endedAt = jobId === 'job-3' ? null : '2026-11-20T12:00:00.000Z';
      record.state?.runIds.push('run-1', `run-2-of-${jobId}`);
      await ledger.writeRecord(record);
      await ledger.saveRunHistory(runHistory(jobId, 'run-1'));
    }
    expect(await ledger.closedWithoutHistory('', 2)).toEqual(['job-1', 'job-2']);
    expect(await ledger.closedWithoutHistory('job-2', 2)).toEqual(['job-4']);
    await ledger.saveRunHistory(runHistory('job-1', 'run-2-of-job-1'));
    expect(await ledger.closedWithoutHistory('', 10)).toEqual(['job-2', 'job-4']);
  });

  test('the epoch grows with every start, also with two at once', async () => {
    const { ledger, other } = current();
    expect(await ledger.currentEpoch()).toBe(0);
    expect(await ledger.raiseEpoch('one')).toBe(1);
    const two = await Promise.all([ledger.raiseEpoch('two'), other.raiseEpoch('three')]);
    expect(two.sort()).toEqual([2, 3]);
    expect(await other.currentEpoch()).toBe(3);
  });

  test('what an earlier start left behind writes nothing any more, and may still read', async () => {
    const { url } = current();
    const older = await openLedger({ url, holder: 'start 1' });
    const again = await openLedger({ url, holder: 'start 1' });
    expect([older.epoch, again.epoch]).toEqual([1, 1]);
    await older.writeRecord(recordWithJournal('job-1', 1, []));
    const newer = await openLedger({ url, holder: 'start 2' });
    expect(newer.epoch).toBe(2);
    const superseded = { code: 'instance-superseded' };
    await expect(older.writeRecord(recordWithJournal('job-1', 2, []))).rejects.toMatchObject(superseded);
    await expect(again.reserveCall(callReservation(callIdentity('job-1'), 'me'))).rejects.toMatchObject(superseded);
    expect(await newer.writeRecord(recordWithJournal('job-1', 3, []))).toBe(true);
    expect(await older.readRecord('job-1')).toMatchObject({ revision: 3 });
    expect(await older.currentEpoch()).toBe(2);
    await Promise.all([older, again, newer].map((ledger) => ledger.close()));
  });
}
