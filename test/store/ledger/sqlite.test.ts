import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openLedger } from '../../../store/ledger/open-ledger.ts';
import { jobRecord } from '../../support/job-records.ts';
import { onTinyDisk, tinyDisksWork } from '../../support/tiny-disk.ts';
import { ledgerConformance } from '../ledger-conformance.ts';

const base = mkdtempSync(join(tmpdir(), 'dossier-ledger-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const newFile = () => join(mkdtempSync(join(base, 'ledger-')), 'made', 'ledger.db');

ledgerConformance('SQLite', async () => `sqlite:${newFile()}`);

describe('the ledger in an SQLite file', () => {
  test('a plain path is an SQLite file, in WAL', async () => {
    const file = newFile();
    const ledger = await openLedger({ url: file });
    await ledger.createJob(jobRecord('job-1'));
    await ledger.close();
    const database = new DatabaseSync(file);
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('select job_id, organisation, owner from jobs').all()).toEqual([
      { job_id: 'job-1', organisation: 'local', owner: 'local' },
    ]);
    database.close();
  });

  test('a file that another process keeps locked is busy for writers and open for readers', async () => {
    const file = newFile();
    const ledger = await openLedger({ url: file });
    await ledger.createJob(jobRecord('job-1'));
    const holder = new DatabaseSync(file);
    holder.exec('begin immediate');
    await expect(ledger.writeRecord(jobRecord('job-1', 1))).rejects.toMatchObject({ code: 'ledger-busy' });
    expect(await ledger.readRecord('job-1')).toMatchObject({ revision: 0 });
    const waiting = ledger.writeRecord(jobRecord('job-1', 2));
    holder.exec('commit');
    expect(await waiting).toBe(true);
    holder.close();
    await ledger.close();
  });

  test('stored JSON that was tampered with is not taken for a record', async () => {
    const file = newFile();
    const ledger = await openLedger({ url: file });
    await ledger.createJob(jobRecord('job-1'));
    const database = new DatabaseSync(file);
    database.exec(`update jobs set record = '{"jobId":"job-1"}'`);
    await expect(ledger.readRecord('job-1')).rejects.toMatchObject({ code: 'storage-failed' });
    database.exec(`update jobs set record = 'half a reco', status = 'finished'`);
    await expect(ledger.readRecord('job-1')).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(ledger.openJobs()).rejects.toMatchObject({ code: 'storage-failed' });
    database.close();
    await ledger.close();
  });

  test('a ledger of the first version is taken over with its journal, forks and last runs', async () => {
    const file = newFile();
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    database.exec(readFileSync(join(import.meta.dirname, 'ledger-0001.sql'), 'utf8'));
    // A record that nobody can read any more must not keep the others from being taken over.
    database.exec(
      "insert into jobs select organisation, owner, 'job-0', kind, question, search_text, status, sentence, risk, created_at, updated_at, 'half a reco', ended_at, revision, cost_micro_usd, unpriced_calls from jobs where job_id = 'job-2'",
    );
    database.close();
    const ledger = await openLedger({ url: file });
    expect((await ledger.listJournal('job-1')).map(({ position, entry }) => [position, entry.words])).toEqual([
      [0, 'The plan began.'],
      [1, 'Paused: it\'s "late".'],
    ]);
    expect(await ledger.forksOf('job-0')).toEqual([{ jobId: 'job-1', createdAt: '2026-11-20T10:00:00.000Z' }]);
    expect(await ledger.closedWithoutHistory('', 10)).toEqual(['job-1']);
    expect(await ledger.readRecord('job-2')).toMatchObject({ revision: 0, state: null });
    const { jobs } = await ledger.listJobs({ organisation: 'local', limit: 10 });
    expect(jobs.map(({ id, revision, updatedAt }) => [id, revision, updatedAt])).toEqual([
      ['job-2', 0, '2026-11-21T14:50:52.111Z'],
      ['job-1', 7, '2026-11-21T14:50:52.107Z'],
    ]);
    await ledger.close();
  });

  test('what an older build wrote of a record shows in lists after the next opening', async () => {
    const file = newFile();
    const ledger = await openLedger({ url: file });
    await ledger.createJob(jobRecord('job-1'));
    const list = async () => (await ledger.listJobs({ organisation: 'local', limit: 10 })).jobs;
    const database = new DatabaseSync(file);
    const record = jobRecord('job-1', 3, { sentence: 'By another build.' });
    database.prepare('update jobs set revision = 3, record = ?').run(JSON.stringify(record));
    database.close();
    expect(await list()).toMatchObject([{ revision: 0 }]);
    await (await openLedger({ url: file })).close();
    expect(await list()).toMatchObject([{ revision: 3, sentence: 'By another build.' }]);
    await ledger.close();
  });

  test('a ledger of a newer version is left alone', async () => {
    const file = newFile();
    await (await openLedger({ url: file })).close();
    const database = new DatabaseSync(file);
    database.exec(`insert into kysely_migration values ('9999-from-later', '2030-01-01T00:00:00.000Z')`);
    database.close();
    await expect(openLedger({ url: file })).rejects.toThrow('made by a newer version');
  });

  test('a file that is no database says storage-failed', async () => {
    await expect(openLedger({ url: base })).rejects.toMatchObject({ code: 'storage-failed' });
  });
});

const testOnTinyDisk = (await tinyDisksWork()) ? test : test.skip;

testOnTinyDisk('a full disk says storage-full, and what was written before is still there', () =>
  onTinyDisk(1_024, async (disk) => {
    const ledger = await openLedger({ url: join(disk, 'ledger.db') });
    await ledger.createJob(jobRecord('job-1'));
    const large = jobRecord('job-2', 0, { question: 'x'.repeat(2_000_000) });
    await expect(ledger.createJob(large)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await ledger.readRecord('job-2')).toBeNull();
    expect(await ledger.writeRecord(jobRecord('job-1', 1))).toBe(true);
    expect(await ledger.readRecord('job-1')).toMatchObject({ revision: 1 });
    await ledger.close();
  }),
);
