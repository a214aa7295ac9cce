import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { z } from 'zod';
import type { SqlDialect } from '../ledger-database.ts';
import { createTable, type TableShape, textType } from './create-table.ts';

const TABLES: Record<string, TableShape> = {
  run_histories: {
    texts: ['job_id', 'run_id', 'status', 'artifact', 'first_event_at', 'last_event_at', 'stored_at'],
    integers: ['events', 'bytes'],
    key: ['job_id', 'run_id'],
  },
  journal: {
    texts: ['job_id', 'at', 'words'],
    optionalTexts: ['place', 'actor'],
    integers: ['position'],
    key: ['job_id', 'position'],
  },
  instance: { texts: ['name', 'holder', 'at'], integers: ['epoch'], key: ['name'] },
};

const JOBS_PER_PAGE = 50;
const ENTRIES_PER_STATEMENT = 500;

interface JournalRow {
  job_id: string;
  organisation: string;
  owner: string;
  position: number;
  at: string;
  place: string | null;
  actor: string | null;
  words: string;
}

/** What other jobs and runs a record leads to. */
interface Pointers {
  forked_from: string | null;
  last_run_id: string | null;
}

/** The tables as this migration needs them; those of later versions may differ. */
interface TablesThen {
  jobs: { job_id: string; organisation: string; owner: string; record: string } & Pointers;
  journal: JournalRow;
}

// What of a record of version 1 is taken over; a record that does not fit is left to whoever reads it.
const recordThenSchema = z.object({
  state: z.object({
    journal: z.array(
      z.object({ at: z.string(), place: z.string().nullable(), actor: z.string().nullable(), words: z.string() }),
    ),
    lineage: z.object({ forkedFrom: z.string().nullable() }),
    runIds: z.array(z.string()),
  }),
});

/** Stored histories of runs, the journal's lines, the instance's epoch, and which job a job was forked from and what its last run is; the records that stand fill them. */
export function secondTables(dialect: SqlDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, shape] of Object.entries(TABLES)) await createTable(db, dialect, name, shape);
      for (const column of ['forked_from', 'last_run_id'])
        await db.schema.alterTable('jobs').addColumn(column, textType(dialect)).execute();
      await db.schema.createIndex('jobs_by_forked_from').on('jobs').column('forked_from').execute();
      await fillFromRecords(db as Kysely<TablesThen>);
    },
  };
}

async function fillFromRecords(db: Kysely<TablesThen>): Promise<void> {
  for (let after = ''; ; ) {
    const jobs = await db
      .selectFrom('jobs')
      .select(['job_id', 'organisation', 'owner', 'record'])
      .where('job_id', '>', after)
      .orderBy('job_id')
      .limit(JOBS_PER_PAGE)
      .execute();
    for (const job of jobs) await fillFromRecord(db, job);
    const last = jobs.at(-1);
    if (last === undefined || jobs.length < JOBS_PER_PAGE) return;
    after = last.job_id;
  }
}

type StoredJob = Pick<TablesThen['jobs'], 'job_id' | 'organisation' | 'owner' | 'record'>;

async function fillFromRecord(db: Kysely<TablesThen>, { record, ...job }: StoredJob): Promise<void> {
  const parsed = recordThenSchema.safeParse(jsonOrNull(record));
  if (!parsed.success) return;
  const { journal, lineage, runIds } = parsed.data.state;
  const rows = journal.map((entry, position): JournalRow => ({ ...job, ...entry, position }));
  for (let from = 0; from < rows.length; from += ENTRIES_PER_STATEMENT)
    await db
      .insertInto('journal')
      .values(rows.slice(from, from + ENTRIES_PER_STATEMENT))
      .execute();
  const pointers: Pointers = { forked_from: lineage.forkedFrom, last_run_id: runIds.at(-1) ?? null };
  await db.updateTable('jobs').set(pointers).where('job_id', '=', job.job_id).execute();
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
