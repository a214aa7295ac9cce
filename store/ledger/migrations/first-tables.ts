import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SqlDialect } from '../ledger-database.ts';

/** Columns of a table by their type; every table also says whose its rows are. Without a key, rows are numbered by `sequence`. */
interface TableShape {
  texts: readonly string[];
  optionalTexts?: readonly string[];
  integers?: readonly string[];
  optionalIntegers?: readonly string[];
  key?: readonly string[];
  indexes?: readonly (readonly string[])[];
}

const TABLES: Record<string, TableShape> = {
  jobs: {
    texts: [
      ...['job_id', 'kind', 'question', 'search_text', 'status', 'sentence', 'risk'],
      ...['created_at', 'updated_at', 'record'],
    ],
    optionalTexts: ['ended_at'],
    integers: ['revision', 'cost_micro_usd', 'unpriced_calls'],
    key: ['job_id'],
    indexes: [['organisation', 'created_at', 'job_id'], ['organisation', 'status'], ['ended_at']],
  },
  changes: { texts: ['job_id', 'at'], integers: ['revision'], indexes: [['job_id']] },
  extractions: {
    texts: ['sha256', 'extractor', 'result', 'result_sha256', 'created_at'],
    key: ['sha256', 'extractor'],
    indexes: [['result_sha256']],
  },
  calls: {
    texts: [
      ...['call_key', 'job_id', 'step', 'item', 'request_hash', 'state', 'holder', 'task'],
      ...['model_asked', 'prompt_id', 'prompt_hash', 'request', 'reserved_at'],
    ],
    optionalTexts: ['outcome', 'model_served', 'answer', 'usage', 'reused_from', 'answered_at'],
    integers: ['generation', 'round', 'turn', 'attempt', 'sample', 'waste_micro_usd'],
    optionalIntegers: ['cost_micro_usd', 'latency_ms'],
    key: ['call_key'],
    indexes: [
      ['job_id', 'reserved_at'],
      ['request_hash', 'sample'],
    ],
  },
  decisions: { texts: ['job_id', 'message_id', 'at', 'decision'], key: ['job_id', 'message_id'] },
  findings: {
    texts: ['job_id', 'finding'],
    integers: ['generation', 'round', 'position'],
    key: ['job_id', 'generation', 'round', 'position'],
  },
};

/** Jobs, change feed, extractions, calls, decisions and findings. */
export function firstTables(dialect: SqlDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, shape] of Object.entries(TABLES)) await createTable(db, dialect, name, shape);
    },
  };
}

async function createTable(db: Kysely<unknown>, dialect: SqlDialect, name: string, shape: TableShape): Promise<void> {
  // PostgreSQL's own order depends on its locale; by bytes, both databases sort and page alike.
  const text: 'text' | RawBuilder<unknown> = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  let table: CreateTableBuilder<string, string> = shape.key
    ? db.schema.createTable(name)
    : numberedTable(db, dialect, name);
  for (const column of ['organisation', 'owner', ...shape.texts])
    table = table.addColumn(column, text, (definition) => definition.notNull());
  for (const column of shape.optionalTexts ?? []) table = table.addColumn(column, text);
  for (const column of shape.integers ?? [])
    table = table.addColumn(column, 'bigint', (definition) => definition.notNull());
  for (const column of shape.optionalIntegers ?? []) table = table.addColumn(column, 'bigint');
  if (shape.key) table = table.addPrimaryKeyConstraint(`${name}_key`, [...shape.key]);
  await table.execute();
  for (const columns of shape.indexes ?? []) {
    const index = db.schema.createIndex(`${name}_by_${columns.join('_')}`).on(name);
    await index.columns([...columns]).execute();
  }
}

function numberedTable(db: Kysely<unknown>, dialect: SqlDialect, name: string) {
  const table = db.schema.createTable(name);
  // AUTOINCREMENT and IDENTITY never give a number twice, not even after its row was deleted.
  return dialect === 'sqlite'
    ? table.addColumn('sequence', 'integer', (definition) => definition.primaryKey().autoIncrement())
    : table.addColumn('sequence', 'bigint', (definition) => definition.primaryKey().generatedAlwaysAsIdentity());
}
