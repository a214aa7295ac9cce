import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from '../ledger-database.ts';

/** Columns of a table by their type; every table also says whose its rows are. Without a key, rows are numbered by `sequence`. */
export interface TableShape {
  texts: readonly string[];
  optionalTexts?: readonly string[];
  integers?: readonly string[];
  optionalIntegers?: readonly string[];
  key?: readonly string[];
  indexes?: readonly (readonly string[])[];
}

/** Text as both databases sort it: PostgreSQL's own order depends on its locale; by bytes, both sort and page alike. */
export function textType(dialect: SqlDialect): 'text' | RawBuilder<unknown> {
  return dialect === 'postgres' ? sql`text collate "C"` : 'text';
}

/** Makes a table and its indexes. Migrations of released tables rely on it: what it makes of a given shape never changes. */
export async function createTable(
  db: Kysely<unknown>,
  dialect: SqlDialect,
  name: string,
  shape: TableShape,
): Promise<void> {
  const text = textType(dialect);
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
