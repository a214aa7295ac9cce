import { DatabaseSync } from 'node:sqlite';
import { eventually } from './eventually.ts';
import type { Installation } from './installation.ts';

/** Patience, not a measurement: a process that stands still may hold the file. */
const BUSY_MS = 60_000;

/** What the ledger's file itself says of a job. */
export interface RecordRow {
  revision: number;
  status: string;
  sentence: string;
}

/** Opens the ledger's file beside the instance that works on it. */
export function openLedger({ data }: Installation, { readOnly }: { readOnly: boolean }): DatabaseSync {
  return new DatabaseSync(`${data}/ledger.sqlite`, { readOnly, timeout: BUSY_MS });
}

/** The record of a job. */
export function recordOf(installation: Installation, job: string): RecordRow {
  const database = openLedger(installation, { readOnly: true });
  try {
    const query = 'select revision, status, sentence from jobs where job_id = ?';
    const { revision, status, sentence } = database.prepare(query).get(job) ?? {};
    return { revision: Number(revision), status: String(status), sentence: String(sentence) };
  } finally {
    database.close();
  }
}

/** Waits until a job is recorded as it was shown, or later: the record is written behind the job, and a stalled worker writes it late. */
export function recorded(installation: Installation, job: string, revision: number): Promise<RecordRow> {
  return eventually(`the record of ${job} at revision ${revision}`, () => {
    const record = recordOf(installation, job);
    return record.revision >= revision ? record : undefined;
  });
}
