import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What a document of the corpus is used for. */
export const corpusGroupSchema = z.enum(['reading', 'verifying', 'usefulness']);
export type CorpusGroup = z.infer<typeof corpusGroupSchema>;

/** Where a public document comes from: fetched for the run and never committed. */
const originSchema = z.object({
  name: z.string(),
  repository: z.string(),
  commit: z.string(),
  path: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  groups: z.array(corpusGroupSchema),
});

/** A document of the corpus that is on this machine. */
export interface CorpusDocument extends z.infer<typeof originSchema> {
  /** Where its bytes are. */
  file: string;
}

const ORIGINS = join(import.meta.dirname, 'origins.json');
const FETCHES_AT_ONCE = 4;

/** Fetched documents are kept by their hash: in `DOSSIER_EVAL_CACHE`, else in the user's cache folder. */
function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.DOSSIER_EVAL_CACHE ?? join(base, 'dossier', 'eval');
}

/**
 * Gives the documents of a group, fetching what is not here yet; what cannot be had is named in `missing`.
 * Bytes that do not have the recorded hash count as missing.
 */
export async function corpus(
  group: CorpusGroup,
  tell: (line: string) => void,
): Promise<{ documents: CorpusDocument[]; missing: string[] }> {
  const origins = z.array(originSchema).parse(JSON.parse(readFileSync(ORIGINS, 'utf8')));
  const wanted = origins.filter(({ groups }) => groups.includes(group));
  const folder = cacheFolder();
  mkdirSync(folder, { recursive: true });
  const absent = wanted.filter(({ sha256 }) => !existsSync(join(folder, sha256)));
  if (absent.length > 0) tell(`fetching ${absent.length} of ${wanted.length} public documents`);
  for (let at = 0; at < absent.length; at += FETCHES_AT_ONCE)
    await Promise.all(absent.slice(at, at + FETCHES_AT_ONCE).map((origin) => fetchInto(folder, origin)));
  const documents = wanted.map((origin) => ({ ...origin, file: join(folder, origin.sha256) }));
  return {
    documents: documents.filter(({ file }) => existsSync(file)),
    missing: documents.filter(({ file }) => !existsSync(file)).map(({ name }) => name),
  };
}

async function fetchInto(folder: string, origin: z.infer<typeof originSchema>): Promise<void> {
  const path = origin.path.split('/').map(encodeURIComponent).join('/');
  const address = `https://raw.githubusercontent.com/${origin.repository}/${origin.commit}/${path}`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) return;
    const bytes = Buffer.from(await response.arrayBuffer());
    if (createHash('sha256').update(bytes).digest('hex') !== origin.sha256) return;
    const temporary = join(folder, `${origin.sha256}.part`);
    writeFileSync(temporary, bytes);
    renameSync(temporary, join(folder, origin.sha256));
  } catch {
    // No network: the caller names what is missing.
  }
}
