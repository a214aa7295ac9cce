import type { LedgerDatabase } from './ledger-database.ts';
import type { NamingLedger, NamingRow } from './port.ts';

const PAGE = 50;

/** Rows after a key, with the key of each. */
type Page = (after: string) => Promise<{ key: string; row: NamingRow }[]>;

/** Everything in the ledger that names artifacts, table by table. */
export function namingOperations(database: LedgerDatabase): NamingLedger {
  return {
    async *namingRows(jobId) {
      const pages = [records, calls, histories, decisions, findings].map((page) => page(database, jobId));
      for (const page of [...pages, ...(jobId === undefined ? [extractions(database)] : [])]) yield* paged(page);
    },
    async *extractionEdges() {
      for await (const { text } of paged(extractions(database))) {
        const { sha256, result } = JSON.parse(text) as { sha256: string; result: { sha256: string } };
        yield { sha256, result: result.sha256 };
      }
    },
  };
}

/** Paged, so that neither memory nor the time of one statement grows with the number of jobs. */
async function* paged(page: Page): AsyncGenerator<NamingRow> {
  let after = '';
  for (;;) {
    const rows = await page(after);
    for (const { row } of rows) yield row;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.key;
    // node:sqlite answers without ever giving up the turn; others must get theirs between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

type PageOf = (database: LedgerDatabase, jobId: string | undefined) => Page;

const records: PageOf = (database, jobId) => async (after) => {
  const rows = await database.read((db) => {
    const some = db.selectFrom('jobs').select(['job_id', 'record']).where('job_id', '>', after);
    return (jobId === undefined ? some : some.where('job_id', '=', jobId)).orderBy('job_id').limit(PAGE).execute();
  });
  return rows.map(({ job_id, record }) => ({ key: job_id, row: { jobId: job_id, step: null, text: record } }));
};

const calls: PageOf = (database, jobId) => async (after) => {
  const rows = await database.read((db) => {
    const some = db
      .selectFrom('calls')
      .select(['call_key', 'job_id', 'step', 'request', 'answer'])
      .where('call_key', '>', after);
    return (jobId === undefined ? some : some.where('job_id', '=', jobId)).orderBy('call_key').limit(PAGE).execute();
  });
  return rows.map(({ call_key, job_id, step, request, answer }) => ({
    key: call_key,
    row: { jobId: job_id, step, text: `[${request},${answer ?? 'null'}]` },
  }));
};

const histories: PageOf = (database, jobId) => async (after) => {
  const rows = await database.read((db) => {
    const some = db.selectFrom('run_histories').select(['run_id', 'job_id', 'artifact']).where('run_id', '>', after);
    return (jobId === undefined ? some : some.where('job_id', '=', jobId)).orderBy('run_id').limit(PAGE).execute();
  });
  return rows.map(({ run_id, job_id, artifact }) => ({
    key: run_id,
    row: { jobId: job_id, step: null, text: artifact },
  }));
};

const decisions: PageOf = (database, jobId) => async (after) => {
  const key = (row: { job_id: string; message_id: string }) => `${row.job_id}\n${row.message_id}`;
  const [job, message] = after.split('\n');
  const rows = await database.read((db) => {
    const some = db
      .selectFrom('decisions')
      .select(['job_id', 'message_id', 'decision'])
      .where((eb) =>
        eb.or([
          eb('job_id', '>', job ?? ''),
          eb.and([eb('job_id', '=', job ?? ''), eb('message_id', '>', message ?? '')]),
        ]),
      );
    const own = jobId === undefined ? some : some.where('job_id', '=', jobId);
    return own.orderBy('job_id').orderBy('message_id').limit(PAGE).execute();
  });
  return rows.map((row) => ({ key: key(row), row: { jobId: row.job_id, step: null, text: row.decision } }));
};

/** Findings of whole jobs: what a job found stands in few rows. */
const findings: PageOf = (database, jobId) => async (after) => {
  const jobs = await database.read((db) => {
    const some = db.selectFrom('findings').select('job_id').distinct().where('job_id', '>', after);
    return (jobId === undefined ? some : some.where('job_id', '=', jobId)).orderBy('job_id').limit(PAGE).execute();
  });
  const found: { key: string; row: NamingRow }[] = [];
  for (const { job_id } of jobs) {
    const rows = await database.read((db) =>
      db.selectFrom('findings').select('finding').where('job_id', '=', job_id).execute(),
    );
    const text = `[${rows.map(({ finding }) => finding).join(',')}]`;
    found.push({ key: job_id, row: { jobId: job_id, step: 'verify', text } });
  }
  return found;
};

function extractions(database: LedgerDatabase): Page {
  return async (after) => {
    const [source, extractor] = after.split('\n');
    const rows = await database.read((db) =>
      db
        .selectFrom('extractions')
        .select(['sha256', 'extractor', 'result'])
        .where((eb) =>
          eb.or([
            eb('sha256', '>', source ?? ''),
            eb.and([eb('sha256', '=', source ?? ''), eb('extractor', '>', extractor ?? '')]),
          ]),
        )
        .orderBy('sha256')
        .orderBy('extractor')
        .limit(PAGE)
        .execute(),
    );
    return rows.map(({ sha256, extractor: by, result }) => ({
      key: `${sha256}\n${by}`,
      row: { jobId: null, step: null, text: `{"sha256":"${sha256}","result":${result}}` },
    }));
  };
}
