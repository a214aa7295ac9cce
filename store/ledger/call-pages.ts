import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import { toCallRow } from './call-rows.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { checkLimit, readCursor, writeCursor } from './list-cursor.ts';
import type { CallFilter, CallPages } from './list-ports.ts';
import type { LedgerTables } from './tables.ts';

/** The name of the list in its cursors. */
const LIST = 'calls';

/** Calls of a job page by page, and one by its key. */
export function callPageOperations(database: LedgerDatabase): CallPages {
  return {
    async pageCalls(filter) {
      const limit = checkLimit(filter.limit);
      const after =
        filter.cursor === undefined ? null : readCursor<[string, string]>(LIST, ['string', 'string'], filter.cursor);
      const [rows, counted] = await database.read(async (db) => {
        const found = matching(db.selectFrom('calls'), filter);
        let page = found.selectAll().orderBy('reserved_at').orderBy('call_key');
        if (after !== null)
          page = page.where((eb) => eb(eb.refTuple('reserved_at', 'call_key'), '>', eb.tuple(...after)));
        const total = found.select((eb) => eb.fn.countAll<number>().as('calls'));
        return [await page.limit(limit + 1).execute(), await total.executeTakeFirstOrThrow()];
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        calls: shown.map(toCallRow),
        next: rows.length > limit && last !== undefined ? writeCursor(LIST, [last.reserved_at, last.call_key]) : null,
        total: counted.calls,
      };
    },
    async readCall(jobId, key) {
      const row = await database.read((db) =>
        db.selectFrom('calls').selectAll().where('call_key', '=', key).where('job_id', '=', jobId).executeTakeFirst(),
      );
      return row === undefined ? null : toCallRow(row);
    },
  };
}

type Calls = SelectQueryBuilder<LedgerTables, 'calls', object>;

function matching(calls: Calls, { jobId, step, item, outcome }: CallFilter): Calls {
  let query = calls.where('job_id', '=', jobId);
  if (step !== undefined) query = query.where('step', '=', step);
  if (item !== undefined) query = query.where('item', '=', item);
  if (outcome === undefined) return query;
  const what = (eb: ExpressionBuilder<LedgerTables, 'calls'>) =>
    outcome === 'reserved' ? eb('state', '=', 'reserved') : eb('outcome', '=', outcome);
  return query.where(what);
}
