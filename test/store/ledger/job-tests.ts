import { expect, test } from '@jest/globals';
import { addNames, noNames } from '../../../store/naming/hashes.ts';
import { callAnswer, callIdentity, callReservation } from '../../support/call-fixtures.ts';
import { approval, artifactRef, jobRecord, recordWithJournal, runHistory } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

/** Records, revisions, the change feed and removal. */
export function jobTests(current: () => LedgersUnderTest): void {
  writing(current);
  beside(current);
  feed(current);
  removing(current);
}

function writing(current: () => LedgersUnderTest): void {
  test('a record is read as it was written', async () => {
    const { ledger, other } = current();
    const record = jobRecord('job-1', 0, { question: 'Zeichen: ä 🍐 \0 \ud800 "\' \\ %' });
    expect(await ledger.createJob(record)).toBeNull();
    expect(await other.readRecord('job-1')).toEqual(record);
    expect(await other.readRecord('job-2')).toBeNull();
  });

  test('an id that is taken answers what stands and changes nothing', async () => {
    const { ledger, other } = current();
    const first = jobRecord('job-1', 0, { question: 'The first question?' });
    await ledger.createJob(first);
    expect(await other.createJob(jobRecord('job-1', 0, { question: 'Another question?' }))).toEqual(first);
    expect(await ledger.changesSince(0, 10)).toHaveLength(1);
  });

  test('of two starts at once exactly one creates the job', async () => {
    const { ledger, other } = current();
    const [one, two] = [jobRecord('job-1', 0, { sentence: 'one' }), jobRecord('job-1', 0, { sentence: 'two' })];
    const answers = await Promise.all([ledger.createJob(one), other.createJob(two)]);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.find((answer) => answer !== null)).toEqual(await ledger.readRecord('job-1'));
  });

  test('an older revision never replaces a newer one, and the same one is ignored', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1'));
    expect(await ledger.writeRecord(jobRecord('job-1', 5, { sentence: 'five' }))).toBe(true);
    expect(await ledger.writeRecord(jobRecord('job-1', 4, { sentence: 'four' }))).toBe(false);
    expect(await ledger.writeRecord(jobRecord('job-1', 5, { sentence: 'five again' }))).toBe(false);
    expect((await ledger.readRecord('job-1'))?.view.sentence).toBe('five');
    expect((await ledger.changesSince(0, 10)).map((change) => change.revision)).toEqual([0, 5]);
  });

  test('whatever the order in which revisions arrive, the newest stands', async () => {
    const { ledger, other } = current();
    const revisions = [7, 2, 9, 4, 10, 1, 8, 3, 6, 5];
    const written = await Promise.all(
      revisions.map((revision, index) => (index % 2 ? ledger : other).writeRecord(jobRecord('job-1', revision))),
    );
    expect((await ledger.readRecord('job-1'))?.revision).toBe(10);
    const fed = (await ledger.changesSince(0, 100)).map((change) => change.revision);
    expect(fed).toEqual([...fed].sort((a, b) => a - b));
    expect(fed).toHaveLength(written.filter(Boolean).length);
  });
}

function beside(current: () => LedgersUnderTest): void {
  test('a record that does not fit its form is refused', async () => {
    const { ledger } = current();
    await expect(ledger.writeRecord({ ...jobRecord('job-1'), revision: -1 })).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await ledger.readRecord('job-1')).toBeNull();
  });

  test('decisions are written with the record, each once', async () => {
    const { ledger } = current();
    const [first, second] = [approval('m-1'), approval('m-2', '2026-11-20T12:00:00.000Z')];
    await ledger.writeRecord(jobRecord('job-1', 1, { decisions: [first] }));
    await ledger.writeRecord(jobRecord('job-1', 2, { decisions: [first, second] }));
    await ledger.writeRecord(jobRecord('job-1', 2, { decisions: [first, second, approval('m-3')] }));
    expect(await ledger.listDecisions('job-1')).toEqual([first, second]);
    expect(await ledger.listDecisions('job-2')).toEqual([]);
  });

  test('jobs that have not ended are told', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1'));
    await ledger.writeRecord(jobRecord('job-2', 3, { status: 'waiting', createdAt: '2026-11-20T10:00:01.000Z' }));
    await ledger.writeRecord(jobRecord('job-3', 9, { status: 'done', endedAt: '2026-11-20T12:00:00.000Z' }));
    expect(await ledger.openJobs()).toEqual([
      { jobId: 'job-1', revision: 0, status: 'running' },
      { jobId: 'job-2', revision: 3, status: 'waiting' },
    ]);
  });
}

function feed(current: () => LedgersUnderTest): void {
  test('the feed is read in pieces, from any place on', async () => {
    const { ledger, other } = current();
    expect(await ledger.lastSequence()).toBe(0);
    for (let revision = 0; revision < 5; revision += 1) await ledger.writeRecord(jobRecord('job-1', revision));
    const first = await other.changesSince(0, 2);
    const rest = await other.changesSince(first.at(-1)?.sequence ?? 0, 100);
    expect([...first, ...rest].map((change) => change.revision)).toEqual([0, 1, 2, 3, 4]);
    expect(rest.at(-1)).toMatchObject({ sequence: await ledger.lastSequence(), jobId: 'job-1', revision: 4 });
    expect(await other.changesSince(await ledger.lastSequence(), 100)).toEqual([]);
  });

  test('a number is never given twice, not even after its job was deleted', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1'));
    const before = await ledger.lastSequence();
    await ledger.deleteJob('job-1');
    await ledger.createJob(jobRecord('job-2'));
    expect(await ledger.changesSince(before, 10)).toMatchObject([{ jobId: 'job-2' }]);
  });
}

function removing(current: () => LedgersUnderTest): void {
  test('deleting removes the rows of one job from every table, and of no other', async () => {
    const { ledger } = current();
    for (const jobId of ['job-1', 'job-2']) {
      await ledger.writeRecord(jobRecord(jobId, 1, { decisions: [approval('m')] }));
      await ledger.reserveCall(callReservation(callIdentity(jobId), 'me'));
      await ledger.replaceFindings({ organisation: 'local', owner: 'local', jobId, generation: 0, round: 1 }, [
        { id: 'f', check: 'not-answered', severity: 'note', claimId: null, message: 'no', evidence: [] },
      ]);
      await ledger.saveRunHistory(runHistory(jobId, 'run-1'));
      await ledger.writeRecord(recordWithJournal(jobId, 2, ['begun']));
    }
    await ledger.deleteJob('job-1');
    const left = async (jobId: string) => [
      await ledger.readRecord(jobId),
      ...(await ledger.listDecisions(jobId)),
      ...(await ledger.listCalls(jobId)),
      ...(await ledger.listFindings(jobId)),
      ...(await ledger.listRunHistories(jobId)),
      ...(await ledger.listJournal(jobId)),
    ];
    expect(await left('job-1')).toEqual([null]);
    expect(await left('job-2')).toHaveLength(6);
    expect((await ledger.changesSince(0, 10)).map((change) => change.jobId)).toEqual(['job-2', 'job-2']);
  });

  test('every row that names artifacts is told, of one job and of all', async () => {
    const { ledger } = current();
    await ledger.writeRecord(jobRecord('job-1', 1, { artifacts: { plan: artifactRef('b') } }, 'a'));
    // More jobs than one page of the search holds.
    for (let number = 100; number < 160; number += 1) await ledger.createJob(jobRecord(`job-${number}`, 0, {}, 'c'));
    await ledger.writeRecord(jobRecord('job-999', 1, { artifacts: { plan: artifactRef('d') } }, 'c'));
    await ledger.reserveCall(callReservation(callIdentity('job-999'), 'me'));
    await ledger.settleCall(callIdentity('job-999'), callAnswer('e'));
    await ledger.saveRunHistory(runHistory('job-1', 'run-1', 'f'));
    await ledger.saveRunHistory(runHistory('job-999', 'run-2', '7'));
    const told = async (jobId?: string): Promise<string[]> => {
      const names = noNames();
      for await (const { text } of ledger.namingRows(jobId)) addNames(names, text);
      return [...names.certain].map((hash) => hash.charAt(0)).sort();
    };
    expect(await told('job-1')).toEqual(['9', 'a', 'b', 'f']);
    expect(await told('job-999')).toEqual(['1', '7', '9', 'c', 'd', 'e']);
    expect(await told()).toEqual(['1', '7', '9', 'a', 'b', 'c', 'd', 'e', 'f']);
  });
}
