import type { LedgerDatabase } from './ledger-database.ts';
import type { JobLedger } from './port.ts';

const PAGE = 50;
const TABLES_OF_A_JOB = ['jobs', 'changes', 'calls', 'decisions', 'findings', 'run_histories', 'journal'] as const;

/** Removing a job, and telling what must outlive it. */
export function jobRemovalOperations(database: LedgerDatabase): Pick<JobLedger, 'deleteJob' | 'artifactsOfOthers'> {
  return {
    async deleteJob(jobId) {
      await database.writeFeed(async (transaction) => {
        for (const table of TABLES_OF_A_JOB) await transaction.deleteFrom(table).where('job_id', '=', jobId).execute();
      });
    },
    async artifactsOfOthers(jobId) {
      const hashes = new Set<string>();
      await collect(hashes, (after) => recordTexts(database, jobId, after));
      await collect(hashes, (after) => callTexts(database, jobId, after));
      await collect(hashes, (after) => historyTexts(database, jobId, after));
      return hashes;
    },
  };
}

/** JSON texts by key; paged, so that neither memory nor the time of one statement grows with the number of jobs. */
type Texts = { key: string; text: string }[];

async function collect(hashes: Set<string>, page: (after: string) => Promise<Texts>): Promise<void> {
  let after = '';
  for (;;) {
    const texts = await page(after);
    for (const { text } of texts) for (const [, hash] of text.matchAll(/"([0-9a-f]{64})"/g)) if (hash) hashes.add(hash);
    const last = texts.at(-1);
    if (last === undefined || texts.length < PAGE) return;
    after = last.key;
    // node:sqlite answers without ever giving up the turn; others must get theirs between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function recordTexts(database: LedgerDatabase, jobId: string, after: string): Promise<Texts> {
  return database.read((db) =>
    db
      .selectFrom('jobs')
      .select(['job_id as key', 'record as text'])
      .where('job_id', '<>', jobId)
      .where('job_id', '>', after)
      .orderBy('job_id')
      .limit(PAGE)
      .execute(),
  );
}

function callTexts(database: LedgerDatabase, jobId: string, after: string): Promise<Texts> {
  return database.read(async (db) => {
    const rows = await db
      .selectFrom('calls')
      .select(['call_key', 'request', 'answer'])
      .where('job_id', '<>', jobId)
      .where('call_key', '>', after)
      .orderBy('call_key')
      .limit(PAGE)
      .execute();
    return rows.map((row) => ({ key: row.call_key, text: `${row.request}${row.answer ?? ''}` }));
  });
}

function historyTexts(database: LedgerDatabase, jobId: string, after: string): Promise<Texts> {
  return database.read((db) =>
    db
      .selectFrom('run_histories')
      .select(['run_id as key', 'artifact as text'])
      .where('job_id', '<>', jobId)
      .where('run_id', '>', after)
      .orderBy('run_id')
      .limit(PAGE)
      .execute(),
  );
}
