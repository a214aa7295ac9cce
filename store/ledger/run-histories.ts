import type { Selectable } from 'kysely';
import { artifactRefSchema } from '../../contract/artifact.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { RunHistory, RunHistoryLedger } from './port.ts';
import { parseStored } from './stored-json.ts';
import type { RunHistoriesTable } from './tables.ts';

/** Saving and listing the stored histories of runs. */
export function runHistoryOperations(database: LedgerDatabase): RunHistoryLedger {
  return {
    async saveRunHistory(history) {
      await database.write((transaction) =>
        transaction
          .insertInto('run_histories')
          .values(toRow(history))
          .onConflict((conflict) =>
            conflict
              .columns(['job_id', 'run_id'])
              .doUpdateSet((eb) => ({
                status: eb.ref('excluded.status'),
                events: eb.ref('excluded.events'),
                bytes: eb.ref('excluded.bytes'),
                artifact: eb.ref('excluded.artifact'),
                last_event_at: eb.ref('excluded.last_event_at'),
                stored_at: eb.ref('excluded.stored_at'),
              }))
              .whereRef('run_histories.events', '<', 'excluded.events'),
          )
          .execute(),
      );
    },
    async listRunHistories(jobId) {
      const rows = await database.read((db) =>
        db
          .selectFrom('run_histories')
          .selectAll()
          .where('job_id', '=', jobId)
          .orderBy('first_event_at')
          .orderBy('run_id')
          .execute(),
      );
      return rows.map(toRunHistory);
    },
    closedWithoutHistory: (after, limit) => closedWithoutHistory(database, after, limit),
  };
}

async function closedWithoutHistory(database: LedgerDatabase, after: string, limit: number): Promise<string[]> {
  const rows = await database.read((db) =>
    db
      .selectFrom('jobs')
      .select('job_id')
      .where('ended_at', 'is not', null)
      .where('last_run_id', 'is not', null)
      .where('job_id', '>', after)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('run_histories')
              .select('run_id')
              .whereRef('run_histories.job_id', '=', 'jobs.job_id')
              .whereRef('run_histories.run_id', '=', 'jobs.last_run_id'),
          ),
        ),
      )
      .orderBy('job_id')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => row.job_id);
}

function toRow(history: RunHistory): RunHistoriesTable {
  const { organisation, owner, status, events, bytes } = history;
  return {
    ...{ organisation, owner, status, events, bytes },
    job_id: history.jobId,
    run_id: history.runId,
    artifact: JSON.stringify(history.artifact),
    first_event_at: history.firstEventAt,
    last_event_at: history.lastEventAt,
    stored_at: history.storedAt,
  };
}

function toRunHistory(row: Selectable<RunHistoriesTable>): RunHistory {
  const { organisation, owner, status, events, bytes } = row;
  return {
    ...{ organisation, owner, status, events, bytes },
    jobId: row.job_id,
    runId: row.run_id,
    artifact: parseStored(artifactRefSchema, row.artifact, `history of run ${row.run_id}`),
    firstEventAt: row.first_event_at,
    lastEventAt: row.last_event_at,
    storedAt: row.stored_at,
  };
}
