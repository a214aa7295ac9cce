import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Usage } from '../../contract/calls.ts';
import { toJobRow } from './job-list.ts';
import type { LedgerDatabase, SqlDialect } from './ledger-database.ts';
import type { CostGroup, CostLedger } from './list-ports.ts';
import type { LedgerTables } from './tables.ts';

/** Summing what calls cost. */
export function costOperations(database: LedgerDatabase): CostLedger {
  return {
    sumCosts: (span) => database.read((db) => sumCosts(db, database.dialect, span)),
    async titlesOf(jobIds) {
      if (jobIds.length === 0) return new Map();
      const rows = await database.read((db) =>
        db.selectFrom('listed_jobs').select(['job_id', 'job_row']).where('job_id', 'in', jobIds).execute(),
      );
      return new Map(rows.map((row) => [row.job_id, toJobRow(row).title]));
    },
  };
}

/** A count of tokens out of a call's usage; 0 where none was told. */
function tokens(dialect: SqlDialect, name: keyof Usage): RawBuilder<number> {
  const path = sql.lit(dialect === 'sqlite' ? `$.${name}` : name);
  return dialect === 'sqlite'
    ? sql<number>`coalesce(json_extract(calls.usage, ${path}), 0)`
    : sql<number>`coalesce((calls.usage::json ->> ${path})::bigint, 0)`;
}

/** A sum of whole numbers as one: PostgreSQL makes a decimal of it. */
function sum(what: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`cast(coalesce(sum(${what}), 0) as bigint)`;
}

/** A sum over some rows only. */
function sumWhere(condition: RawBuilder<unknown>, what: RawBuilder<unknown>): RawBuilder<number> {
  return sum(sql`case when ${condition} then ${what} else 0 end`);
}

const ONE = sql`1`;
const ASKED = sql`calls.reused_from is null`;
const REUSED = sql`calls.reused_from is not null`;
const FAILED = sql`calls.reused_from is null and calls.outcome <> 'ok'`;
const COST = sql`coalesce(calls.cost_micro_usd, 0)`;
// What was itself taken over says nothing of a price.
const FIRST_IS_PRICED = sql`calls.reused_from is not null and original.reused_from is null and original.cost_micro_usd is not null`;
const FIRST_IS_NOT = sql`calls.reused_from is not null and (original.reused_from is not null or original.cost_micro_usd is null)`;

async function sumCosts(
  db: Kysely<LedgerTables>,
  dialect: SqlDialect,
  { organisation, from, to }: Parameters<CostLedger['sumCosts']>[0],
): Promise<CostGroup[]> {
  const of = (name: keyof Usage): RawBuilder<number> => tokens(dialect, name);
  const both = sql`${of('inputTokens')} + ${of('outputTokens')}`;
  return await db
    .selectFrom('calls')
    .innerJoin('listed_jobs', 'listed_jobs.job_id', 'calls.job_id')
    .leftJoin('calls as original', 'original.call_key', 'calls.reused_from')
    .where('calls.organisation', '=', organisation)
    .where('calls.answered_at', '>=', from)
    .where('calls.answered_at', '<', to)
    .groupBy(['calls.job_id', 'listed_jobs.kind', 'calls.owner', 'calls.step', 'calls.task'])
    .groupBy(sql`coalesce(calls.model_served, calls.model_asked)`)
    .select(['calls.job_id as jobId', 'listed_jobs.kind', 'calls.owner', 'calls.step', 'calls.task'])
    .select([
      sql<string>`coalesce(calls.model_served, calls.model_asked)`.as('model'),
      sumWhere(ASKED, ONE).as('calls'),
      sumWhere(sql`calls.cost_micro_usd is null`, ONE).as('unpricedCalls'),
      sum(COST).as('costMicroUsd'),
      sumWhere(ASKED, of('inputTokens')).as('inputTokens'),
      sumWhere(ASKED, of('cachedTokens')).as('cachedTokens'),
      sumWhere(ASKED, of('outputTokens')).as('outputTokens'),
      sumWhere(ASKED, of('reasoningTokens')).as('reasoningTokens'),
      sumWhere(REUSED, ONE).as('reusedCalls'),
      sumWhere(FIRST_IS_PRICED, sql`original.cost_micro_usd`).as('savedMicroUsd'),
      sumWhere(FIRST_IS_NOT, ONE).as('savedUnknownCalls'),
      sumWhere(FAILED, ONE).as('failedCalls'),
      sumWhere(FAILED, COST).as('failedMicroUsd'),
      sumWhere(FAILED, both).as('failedTokens'),
      sumWhere(sql`${FAILED} and calls.cost_micro_usd is null`, ONE).as('failedUnpricedCalls'),
      sum(sql`calls.waste_micro_usd`).as('lateMicroUsd'),
    ])
    .execute();
}
