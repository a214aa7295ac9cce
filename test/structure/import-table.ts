import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';

/** One import of a file, as it is written. */
export interface Import {
  specifier: string;
  isTypeOnly: boolean;
}

const IMPORT =
  /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/gm;

/** Finds all imports and re-exports; `import { type A }` counts as a value, since the module is still loaded. */
export function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, specifier, dynamic]) => ({
    specifier: specifier ?? dynamic ?? '',
    isTypeOnly: type !== undefined,
  }));
}

interface Row {
  /** Folders of ours that may be imported. */
  ours: string[];
  /** Folders of ours of which only types may be imported. */
  types?: string[];
  /** Packages that may be imported: all those in the list, or all but those. */
  packages: { only: string[] } | { not: string[] };
  builtins: boolean;
}

const OTHER_SIDE_OF_TEMPORAL = ['@temporalio/worker', '@temporalio/workflow', '@temporalio/activity'];

/** The import table of the design: for each folder what it may import. A file's row is the longest folder that holds it. */
export const IMPORT_TABLE: Readonly<Record<string, Row>> = {
  contract: {
    ours: ['contract'],
    packages: { only: ['zod', '@noble/hashes', 'mdast-util-from-markdown', 'mdast', 'stemmer'] },
    builtins: false,
  },
  workflows: {
    ours: ['workflows', 'contract'],
    types: ['activities'],
    packages: { only: ['@temporalio/workflow', '@temporalio/common', 'zod'] },
    builtins: false,
  },
  store: {
    ours: ['store', 'contract'],
    packages: { only: ['@aws-sdk/client-s3', 'kysely', 'pg', 'zod'] },
    builtins: true,
  },
  activities: {
    ours: ['activities', 'store', 'contract'],
    packages: { not: ['@temporalio/client', '@temporalio/worker', '@temporalio/workflow', 'fastify', 'pg', 'kysely'] },
    builtins: true,
  },
  workers: {
    ours: ['workers', 'activities', 'store', 'contract'],
    packages: { not: ['@temporalio/client', '@temporalio/workflow', 'openai'] },
    builtins: true,
  },
  'client/api': {
    ours: ['client/api', 'store', 'contract'],
    types: ['workflows'],
    packages: { not: [...OTHER_SIDE_OF_TEMPORAL, 'openai', 'pg', 'kysely'] },
    builtins: true,
  },
  'client/cli': {
    ours: ['client/cli', 'client/library', 'contract'],
    packages: { not: ['@temporalio/client', ...OTHER_SIDE_OF_TEMPORAL, 'openai', 'pg', 'kysely', 'fastify'] },
    builtins: true,
  },
  'client/library': {
    ours: ['client/library', 'contract'],
    packages: { only: ['zod', 'eventsource-parser'] },
    builtins: false,
  },
  'client/dashboard': {
    ours: ['client/dashboard', 'client/library', 'contract'],
    packages: { not: ['@temporalio/client', ...OTHER_SIDE_OF_TEMPORAL, 'openai', 'pg', 'kysely', 'fastify', 'pino'] },
    builtins: false,
  },
};

/** Single files that may import what their folder may not, with what. */
const EXCEPTIONS: Readonly<Record<string, string[]>> = { 'workers/temporal-admin.ts': ['@temporalio/client'] };

/** Vendor SDKs, and the only folder that may know each. */
const ADAPTERS: Readonly<Record<string, string>> = { openai: 'activities/models' };

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function rowOf(path: string): Row | undefined {
  const folder = Object.keys(IMPORT_TABLE).find((name) => isWithin(path, name));
  return folder === undefined ? undefined : IMPORT_TABLE[folder];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isAllowed(path: string, row: Row, { specifier, isTypeOnly }: Import): boolean {
  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(path), specifier));
    const folders = isTypeOnly ? [...row.ours, ...(row.types ?? [])] : row.ours;
    return folders.some((folder) => isWithin(target, folder));
  }
  if (isBuiltin(specifier)) return row.builtins;
  const name = packageOf(specifier);
  if (EXCEPTIONS[path]?.includes(name)) return true;
  const adapter = ADAPTERS[name];
  if (adapter !== undefined && !isWithin(path, adapter)) return false;
  return 'only' in row.packages ? row.packages.only.includes(name) : !row.packages.not.includes(name);
}

/** What a file imports and may not, one line each. Tests and benchmarks may import anything. */
export function forbiddenImports(path: string, text: string): string[] {
  const row = rowOf(path);
  if (row === undefined) return [];
  return importsOf(text)
    .filter((found) => !isAllowed(path, row, found))
    .map(({ specifier, isTypeOnly }) => `${path} imports ${isTypeOnly ? 'types of ' : ''}${specifier}`);
}
