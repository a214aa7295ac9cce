import { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';

/** What `json_serialize_sql` gives: the syntax tree of SELECT statements, or what is wrong. */
const serializedSchema = z.discriminatedUnion('error', [
  z.object({ error: z.literal(false), statements: z.array(z.unknown()) }),
  z.object({ error: z.literal(true), error_type: z.string(), error_message: z.string() }),
]);

/** Functions in FROM that only make rows of what they are given. Others read files, settings or the catalog, or run text as SQL. */
const TABLE_FUNCTIONS = new Set(['range', 'generate_series', 'unnest']);

/** Words that stand for a function without parentheses and change from one run to the next. */
const MOMENT_WORDS = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'localtime',
  'localtimestamp',
  'current_user',
  'session_user',
  'user',
]);

/** What a query may use. */
export interface SqlRules {
  /** Names of the tables, in lower case. */
  tables: ReadonlySet<string>;
  /** Functions whose result changes from one run to the next, in lower case. */
  volatileFunctions: ReadonlySet<string>;
}

interface Found {
  tables: Set<string>;
  tableFunctions: Set<string>;
  functions: Set<string>;
  words: Set<string>;
  localNames: Set<string>;
  samples: boolean;
  catalogs: boolean;
}

/**
 * Checks that SQL is one SELECT over the sources' tables whose result a repetition can confirm, and gives the tables it reads, sorted.
 * `serialized` is DuckDB's own syntax tree of it, so that no way of writing gets past. Throws `tool-query-failed` with a sentence for the model.
 */
export function checkSql(serialized: unknown, rules: SqlRules): string[] {
  const tree = serializedSchema.parse(serialized);
  if (tree.error) {
    if (tree.error_type === 'not implemented') throw refusal('Only one SELECT statement can be run.');
    throw refusal(`The SQL cannot be read: ${tree.error_message}`);
  }
  if (tree.statements.length !== 1) throw refusal('Only one SELECT statement can be run.');
  const found = collect(tree.statements);
  const known = [...rules.tables].toSorted().join(', ');
  for (const name of found.tableFunctions) {
    if (!TABLE_FUNCTIONS.has(name)) throw refusal(`"${name}" cannot be read from. The tables are: ${known}.`);
  }
  for (const name of [...found.functions, ...found.words]) {
    if (rules.volatileFunctions.has(name) || (found.words.has(name) && MOMENT_WORDS.has(name)))
      throw refusal(
        `"${name}" gives another result each time, so that the query could not be checked. Write the value itself.`,
      );
  }
  if (found.samples) throw refusal('A sample gives another result each time, so that the query could not be checked.');
  for (const name of found.tables) {
    if (!rules.tables.has(name) && !found.localNames.has(name))
      throw refusal(`There is no table "${name}". The tables are: ${known}.`);
  }
  const read = [...found.tables].filter((name) => rules.tables.has(name)).toSorted();
  if (found.catalogs) throw refusal(`Only the tables of the documents can be read: ${known}.`);
  if (read.length === 0) throw refusal(`The query reads no table of the documents. The tables are: ${known}.`);
  return read;
}

function collect(statements: unknown[]): Found {
  const found: Found = {
    tables: new Set(),
    tableFunctions: new Set(),
    functions: new Set(),
    words: new Set(),
    localNames: new Set(),
    samples: false,
    catalogs: false,
  };
  // Without recursion: a tree may be thousands of levels deep.
  const open: unknown[] = [...statements];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === null || typeof node !== 'object') continue;
    if (!Array.isArray(node)) visit(node as Record<string, unknown>, found);
    for (const child of Object.values(node)) if (child !== null && child !== undefined) open.push(child);
  }
  return found;
}

function visit(node: Record<string, unknown>, found: Found): void {
  const { type } = node;
  if (type === 'BASE_TABLE') {
    found.tables.add(lowered(node.table_name));
    if (!['', 'main'].includes(lowered(node.schema_name)) || !['', 'memory'].includes(lowered(node.catalog_name)))
      found.catalogs = true;
  }
  if (type === 'SHOW_REF') found.catalogs = true;
  if (type === 'TABLE_FUNCTION') found.tableFunctions.add(functionName(node.function));
  if (node.class === 'FUNCTION') found.functions.add(lowered(node.function_name));
  if (type === 'COLUMN_REF' && Array.isArray(node.column_names) && node.column_names.length === 1)
    found.words.add(lowered(node.column_names[0]));
  if (node.sample !== null && node.sample !== undefined) found.samples = true;
  const { cte_map: ctes } = node;
  if (ctes !== null && typeof ctes === 'object' && 'map' in ctes && Array.isArray(ctes.map)) {
    for (const entry of ctes.map) found.localNames.add(lowered((entry as { key?: unknown }).key));
  }
}

function functionName(node: unknown): string {
  return node !== null && typeof node === 'object' && 'function_name' in node ? lowered(node.function_name) : '';
}

function lowered(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase() : '';
}

function refusal(message: string): DossierError {
  return new DossierError('tool-query-failed', message, { field: 'sql' });
}
