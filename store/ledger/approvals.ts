import type { JobRow } from '../../contract/job-list-api.ts';
import { decisionSchema } from '../../contract/state/job-state.ts';
import { openGateSchema } from '../../contract/view.ts';
import { toJobRow } from './job-list.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { checkLimit, readCursor, writeCursor } from './list-cursor.ts';
import type { ApprovalLedger } from './list-ports.ts';
import { parseStored } from './stored-json.ts';

/** Names of the lists in their cursors. */
const WAITING = 'gates';
const DECIDED = 'decisions';

/** Gates that wait and decisions, over all jobs. */
export function approvalOperations(database: LedgerDatabase): ApprovalLedger {
  return {
    waitingGates: (filter) => waitingGates(database, filter),
    decidedGates: (filter) => decidedGates(database, filter),
    async countOpenGates(organisation) {
      const row = await database.read((db) =>
        db
          .selectFrom('open_gates')
          .select((eb) => eb.fn.countAll<number>().as('gates'))
          .where('organisation', '=', organisation)
          .executeTakeFirstOrThrow(),
      );
      return row.gates;
    },
  };
}

async function waitingGates(
  database: LedgerDatabase,
  filter: Parameters<ApprovalLedger['waitingGates']>[0],
): ReturnType<ApprovalLedger['waitingGates']> {
  const limit = checkLimit(filter.limit);
  const after =
    filter.cursor === undefined
      ? null
      : readCursor<[string, string, string]>(WAITING, ['string', 'string', 'string'], filter.cursor);
  const rows = await database.read((db) => {
    let page = db
      .selectFrom('open_gates')
      .innerJoin('listed_jobs', 'listed_jobs.job_id', 'open_gates.job_id')
      .select(['open_gates.job_id', 'gate_id', 'opened_at', 'gate', 'job_row'])
      .where('open_gates.organisation', '=', filter.organisation)
      .orderBy('opened_at')
      .orderBy('open_gates.job_id')
      .orderBy('gate_id');
    if (after !== null)
      page = page.where((eb) => eb(eb.refTuple('opened_at', 'open_gates.job_id', 'gate_id'), '>', eb.tuple(...after)));
    return page.limit(limit + 1).execute();
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    waiting: shown.map((row) => {
      const job = toJobRow(row);
      const { gates, attention } = job.waitsFor;
      return {
        job: jobOf(job),
        gate: parseStored(openGateSchema, row.gate, `gate of job ${row.job_id}`),
        findings: job.findings,
        others: { gates: Math.max(0, gates.length - 1), attention },
      };
    }),
    next:
      rows.length > limit && last !== undefined
        ? writeCursor(WAITING, [last.opened_at, last.job_id, last.gate_id])
        : null,
  };
}

async function decidedGates(
  database: LedgerDatabase,
  filter: Parameters<ApprovalLedger['decidedGates']>[0],
): ReturnType<ApprovalLedger['decidedGates']> {
  const limit = checkLimit(filter.limit);
  const after =
    filter.cursor === undefined
      ? null
      : readCursor<[string, string, string]>(DECIDED, ['string', 'string', 'string'], filter.cursor);
  const rows = await database.read((db) => {
    let page = db
      .selectFrom('decisions')
      .innerJoin('listed_jobs', 'listed_jobs.job_id', 'decisions.job_id')
      .select(['decisions.job_id', 'message_id', 'at', 'decision', 'job_row'])
      .where('decisions.organisation', '=', filter.organisation)
      .orderBy('at', 'desc')
      .orderBy('decisions.job_id', 'desc')
      .orderBy('message_id', 'desc');
    if (after !== null)
      page = page.where((eb) => eb(eb.refTuple('at', 'decisions.job_id', 'message_id'), '<', eb.tuple(...after)));
    return page.limit(limit + 1).execute();
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    decided: shown.map((row) => ({
      job: jobOf(toJobRow(row)),
      decision: parseStored(decisionSchema, row.decision, `decision of job ${row.job_id}`),
    })),
    next:
      rows.length > limit && last !== undefined ? writeCursor(DECIDED, [last.at, last.job_id, last.message_id]) : null,
  };
}

function jobOf({ id, title, question, kind, risk, owner, status }: JobRow) {
  return { id, title, question, kind, risk, owner, status };
}
