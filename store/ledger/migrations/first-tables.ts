import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SqlDialect } from '../ledger-database.ts';
import { createTable, type TableShape } from './create-table.ts';

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
