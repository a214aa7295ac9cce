import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Bundle } from '../../../contract/bundle.ts';
import { DossierError } from '../../../contract/failures.ts';
import { shownInstant } from '../../../contract/instants.ts';
import type { Discrepancy } from './outcome.ts';

const MOST_FILES = 20_000;

/** A given file, by its name relative to the folder that was given. */
export interface OriginalFile {
  path: string;
  name: string;
  sha256: string;
}

/** What a person gave matched to what was read: `found` by source id. */
export interface MatchedOriginals {
  found: ReadonlyMap<string, OriginalFile>;
  discrepancies: Discrepancy[];
  notChecked: string[];
}

function refused(message: string, cause?: unknown): DossierError {
  return new DossierError('path-missing', message, { field: 'path', cause });
}

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    throw refused(`There is no file or folder "${path}" that can be read.`, cause);
  }
}

/** All files of a folder, hidden ones left out as they are when documents are attached. */
async function* filesIn(root: string, folder: string): AsyncGenerator<{ path: string; name: string }> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(root, path);
    else if (entry.isFile()) yield { path, name: relative(root, path).split(sep).join('/') };
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal })) hash.update(chunk);
  } catch (cause) {
    signal.throwIfAborted();
    throw refused(`"${path}" cannot be read.`, cause);
  }
  return hash.digest('hex');
}

/** Hashes every given file. Throws `path-missing` where a path does not exist or cannot be read. */
export async function hashOriginals(
  paths: readonly string[],
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<OriginalFile[]> {
  const files: { path: string; name: string }[] = [];
  for (const path of paths) {
    if (!(await statOf(path)).isDirectory()) files.push({ path, name: basename(path) });
    else for await (const file of filesIn(path, path)) files.push(file);
    if (files.length > MOST_FILES)
      throw refused(`There are more than ${MOST_FILES} files: name the originals' folder.`);
  }
  const hashed: OriginalFile[] = [];
  for (const [at, file] of files.entries()) {
    say(`Hashing ${file.name}, file ${at + 1} of ${files.length}`);
    hashed.push({ ...file, sha256: await hashOf(file.path, signal) });
  }
  return hashed;
}

/** Whether a file goes by a source's name, in its folder or out of it. */
function isNamed(file: OriginalFile, title: string): boolean {
  return file.name === title || basename(file.name) === basename(title);
}

const DIFFERS = 'The file of this name is not, byte for byte, the one that was read.';

function documentUnderCheck(
  { report }: Bundle,
  byHash: ReadonlyMap<string, OriginalFile>,
  files: readonly OriginalFile[],
): Pick<MatchedOriginals, 'discrepancies' | 'notChecked'> {
  const document = report.original?.document ?? null;
  if (document === null || document.sha256 === null || byHash.has(document.sha256))
    return { discrepancies: [], notChecked: [] };
  const { name } = document;
  if (!files.some((file) => isNamed(file, name)))
    return { discrepancies: [], notChecked: [`${name}, the document that was checked, is not among the given files.`] };
  return {
    discrepancies: [{ check: 'original', place: name, message: `${DIFFERS} It is the document that was checked.` }],
    notChecked: [],
  };
}

/** Finds each source among the files by its hash; by its name only to say that the file was altered. The document of a check may be left out. */
export function matchOriginals(bundle: Bundle, files: readonly OriginalFile[]): MatchedOriginals {
  const byHash = new Map(files.map((file) => [file.sha256, file]));
  const found = new Map<string, OriginalFile>();
  const { discrepancies, notChecked } = documentUnderCheck(bundle, byHash, files);
  for (const source of bundle.sources) {
    const { id, title, sha256, fetchedAt, failure } = source;
    const file = sha256 === null ? undefined : byHash.get(sha256);
    if (file !== undefined) found.set(id, file);
    else if (sha256 === null) notChecked.push(`${title} was not taken in at all: there is nothing to compare.`);
    else if (fetchedAt !== null)
      notChecked.push(
        `${title} is a page of the web as it was on ${shownInstant(fetchedAt)}: no given file is that snapshot.`,
      );
    else {
      const altered = files.some((one) => isNamed(one, title));
      const message = altered ? DIFFERS : 'It is not among the given files, by its name or by its content.';
      const unread = failure === null ? '' : ' (It could not be read then.)';
      discrepancies.push({ check: 'original', place: title, message: `${message}${unread}` });
    }
  }
  return { found, discrepancies, notChecked };
}
