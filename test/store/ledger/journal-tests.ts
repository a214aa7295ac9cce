import { expect, test } from '@jest/globals';
import type { JobRecord } from '../../../contract/record.ts';
import { approval, jobRecord, recordWithJournal } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

/** A record whose journal lost its first lines to the limit that records have. */
function withDropped(record: JobRecord, journalFrom: number): JobRecord {
  if (record.state === null) throw new Error('A record without state has no journal.');
  return { ...record, state: { ...record.state, journalFrom } as typeof record.state };
}

/** The journal that outlives what a record keeps of it, forks, and records that give way to their workflow. */
export function journalTests(current: () => LedgersUnderTest): void {
  wholeJournal(current);
  forks(current);
  yielding(current);
}

function wholeJournal(current: () => LedgersUnderTest): void {
  const words = async (jobId: string) => {
    const lines = await current().ledger.listJournal(jobId);
    expect(lines.map((line) => line.position)).toEqual(lines.map((_, index) => index));
    return lines.map((line) => line.entry.words);
  };

  test('each record adds the lines that are new, each once', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1'));
    await ledger.writeRecord(recordWithJournal('job-1', 1, ['one', 'two']));
    await ledger.writeRecord(recordWithJournal('job-1', 2, ['one', 'two', 'three']));
    await ledger.writeRecord(recordWithJournal('job-2', 2, ['other']));
    expect(await words('job-1')).toEqual(['one', 'two', 'three']);
    expect((await ledger.listJournal('job-2'))[0]).toEqual({
      position: 0,
      entry: { at: '2026-11-20T10:00:00.000Z', place: null, actor: null, words: 'other' },
    });
  });

  test('a line names the event that wrote it; one of an older version names none', async () => {
    const { ledger } = current();
    const record = recordWithJournal('job-1', 1, ['started', 'told']);
    if (record.state === null) throw new Error('It has a state.');
    const [first, ...rest] = record.state.journal;
    if (first === undefined) throw new Error('It has lines.');
    const journal = [{ ...first, event: 'started' as const }, ...rest];
    await ledger.writeRecord({ ...record, state: { ...record.state, journal } });
    const lines = await ledger.listJournal('job-1');
    expect(lines.map(({ entry }) => entry.event)).toEqual(['started', undefined]);
  });

  test('lines that a record dropped from its head stay', async () => {
    const { ledger } = current();
    await ledger.writeRecord(recordWithJournal('job-1', 1, ['one', 'two', 'three']));
    await ledger.writeRecord(withDropped(recordWithJournal('job-1', 2, ['three', 'four'], 2), 2));
    expect(await words('job-1')).toEqual(['one', 'two', 'three', 'four']);
  });

  test('more lines than a statement takes are all kept', async () => {
    const many = Array.from({ length: 1_100 }, (_, index) => `line ${index}`);
    await current().ledger.writeRecord(recordWithJournal('job-1', 1, many));
    expect(await words('job-1')).toEqual(many);
  });

  test('a record that went another way has its lines in place of those that were written', async () => {
    const { ledger } = current();
    await ledger.writeRecord(recordWithJournal('job-1', 1, ['one', 'two', 'three']));
    await ledger.writeRecord(withDropped(recordWithJournal('job-1', 9, ['again two', 'again three'], 60), 1));
    expect(await words('job-1')).toEqual(['one', 'again two', 'again three']);
  });
}

function forks(current: () => LedgersUnderTest): void {
  test('forks of a job are told, the oldest first', async () => {
    const { ledger } = current();
    for (const [jobId, second] of [
      ['job-3', 3],
      ['job-2', 2],
    ] as const) {
      const record = recordWithJournal(jobId, 1, []);
      if (record.state === null) throw new Error('It has a state.');
      record.state.lineage.forkedFrom = 'job-1';
      record.view.createdAt = `2026-11-20T10:00:0${second}.000Z`;
      await ledger.writeRecord(record);
    }
    expect(await ledger.forksOf('job-1')).toEqual([
      { jobId: 'job-2', createdAt: '2026-11-20T10:00:02.000Z' },
      { jobId: 'job-3', createdAt: '2026-11-20T10:00:03.000Z' },
    ]);
    expect(await ledger.forksOf('job-2')).toEqual([]);
  });
}

function yielding(current: () => LedgersUnderTest): void {
  test('a record gives way to a job that went back behind it, with its decisions and lines, and the feed tells it', async () => {
    const { ledger } = current();
    const early = recordWithJournal('job-1', 3, ['one']);
    const late = recordWithJournal('job-1', 8, ['one', 'approved']);
    if (late.state !== null) late.state.decisions = [approval('m-1')];
    await ledger.writeRecord(late);
    const before = await ledger.lastSequence();
    expect(await ledger.yieldRecord(early, 7)).toBe(false);
    expect(await ledger.yieldRecord(early, 8)).toBe(true);
    expect(await ledger.readRecord('job-1')).toEqual(early);
    expect(await ledger.listDecisions('job-1')).toEqual([]);
    expect((await ledger.listJournal('job-1')).map(({ entry }) => entry.words)).toEqual(['one']);
    expect(await ledger.changesSince(before, 10)).toMatchObject([{ jobId: 'job-1', revision: 3 }]);
    expect(await ledger.yieldRecord(recordWithJournal('job-2', 3, []), 8)).toBe(false);
  });
}
