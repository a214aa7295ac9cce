import { accessSync, constants, type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { DossierError } from '../../contract/failures.ts';
import type { LeftOut } from '../../contract/job-input.ts';
import { LINKS_LIMIT, looksLikeAddress, readLink } from '../../contract/links.ts';

/** Most files of a job, bytes of a file and bytes of a job. */
export const DOCUMENT_LIMITS = { files: 2_000, fileBytes: 100_000_000, jobBytes: 1_000_000_000 } as const;

/** A file to upload and the name that the report will know it by. */
export interface Document {
  path: string;
  name: string;
  bytes: number;
}

/** What was named on the command line: what to upload, and what had to stay behind. */
export interface Collected {
  documents: Document[];
  leftOut: LeftOut[];
  /** Addresses of web pages, each once. */
  links: string[];
}

function refuse(code: 'path-missing' | 'folder-empty' | 'request-invalid' | 'request-too-large', message: string) {
  return new DossierError(code, message, { field: 'path' });
}

function statOf(path: string): Stats {
  let stat: Stats | undefined;
  try {
    stat = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
    throw refuse('path-missing', `"${path}" cannot be opened (${String(code)}).`);
  }
  if (stat !== undefined) return stat;
  const isLikeAddress = /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}\//i.test(path);
  const hint = isLikeAddress ? ' A web page is named by its whole address: https://...' : '';
  throw refuse('path-missing', `There is no file or folder "${path}".${hint}`);
}

/** Why a file cannot be attached; undefined where it can. */
function obstacle(path: string, stat: Stats): string | undefined {
  if (!stat.isFile()) return 'It is not a regular file.';
  if (stat.size > DOCUMENT_LIMITS.fileBytes) {
    return `It has ${Math.ceil(stat.size / 1_000_000)} MB; at most 100 MB are taken.`;
  }
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch {
    return 'It cannot be read: permission denied.';
  }
}

/**
 * What systems and programs leave in folders and no person calls a document: hidden entries, lists of thumbnails, and the lock files of
 * office programs (`~$` before a name, which their opened document has too; `.~lock.` is hidden).
 */
function isLitter(name: string): boolean {
  return /^(\.|~\$|thumbs\.db$|ehthumbs\.db$|desktop\.ini$|icon\r$|__macosx$)/i.test(name);
}

/** Walks one named folder; names are relative to it. Hidden entries and other litter are left out without a word. */
class FolderWalk {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #collected: Collected;

  constructor(root: string, collected: Collected) {
    this.#root = root;
    this.#realRoot = realpathSync(root);
    this.#collected = collected;
  }

  walk(folder: string, prefix: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      this.#leaveOut(prefix === '' ? this.#root : prefix, 'The folder cannot be read: permission denied.');
      return;
    }
    for (const entry of entries) {
      if (isLitter(entry.name)) continue;
      const path = join(folder, entry.name);
      const name = `${prefix}${entry.name}`;
      if (entry.isSymbolicLink()) this.#link(path, name);
      else if (entry.isDirectory()) this.walk(path, `${name}/`);
      else this.#file(path, name);
    }
  }

  #file(path: string, name: string): void {
    const stat = statSync(path, { throwIfNoEntry: false });
    // A file that went away between listing and looking is not there to be attached.
    if (stat === undefined) return;
    const why = obstacle(path, stat);
    if (why === undefined) this.#collected.documents.push({ path, name, bytes: stat.size });
    else this.#leaveOut(name, why);
    if (this.#collected.documents.length + this.#collected.leftOut.length > DOCUMENT_LIMITS.files) throw tooMany();
  }

  /** What a link inside the folder points to is attached under its own name; a link that leads outside is not followed. */
  #link(path: string, name: string): void {
    let target: string;
    try {
      target = realpathSync(path);
    } catch {
      this.#leaveOut(name, 'It is a link to something that does not exist.');
      return;
    }
    const isInside = target === this.#realRoot || target.startsWith(this.#realRoot + sep);
    if (!isInside) this.#leaveOut(name, 'It is a link that leads outside of the folder.');
  }

  #leaveOut(name: string, reason: string): void {
    this.#collected.leftOut.push({ name: name.slice(0, 500), reason });
  }
}

function tooMany(): DossierError {
  return refuse('request-too-large', `More than ${DOCUMENT_LIMITS.files.toLocaleString('en-US')} files were named.`);
}

function collectOne(named: string): Collected {
  const stat = statOf(named);
  const collected: Collected = { documents: [], leftOut: [], links: [] };
  if (!stat.isDirectory()) {
    const why = obstacle(named, stat);
    if (why === undefined) collected.documents.push({ path: named, name: basename(named), bytes: stat.size });
    else collected.leftOut.push({ name: basename(named), reason: why });
    return collected;
  }
  new FolderWalk(named, collected).walk(named, '');
  if (collected.documents.length + collected.leftOut.length === 0) {
    throw refuse('folder-empty', `The folder "${named}" holds no files (hidden ones are left out).`);
  }
  const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);
  return { documents: collected.documents.sort(byName), leftOut: collected.leftOut.sort(byName), links: [] };
}

/** Two documents of one name would be one for the reader of the report: the later one gets its folder in front, else a number. */
function withNamesOfTheirOwn(documents: readonly (Document & { root: string })[]): Document[] {
  const taken = new Set<string>();
  return documents.map(({ root, ...document }) => {
    const inFolder = `${basename(root)}/${document.name}`;
    let name = taken.has(document.name) && basename(root) !== document.name ? inFolder : document.name;
    for (let number = 2; taken.has(name); number += 1) name = `${document.name} (${number})`;
    taken.add(name);
    return { ...document, name: name.slice(-500) };
  });
}

/** The address of a page as it was typed; throws `request-invalid` for one that cannot be fetched. */
function addressOf(typed: string): string {
  const link = readLink(typed);
  if ('address' in link) return link.address;
  throw new DossierError('request-invalid', link.fault, {
    field: 'path',
    remedy: 'Name an http or https address, or save the page and name the file.',
  });
}

/**
 * Finds what was named: files, folders with all that is below them in a stable order, and addresses of web pages.
 * Throws `path-missing`, `folder-empty`, `request-invalid` (an address), `request-too-large`; single files that cannot be taken are left out.
 */
export function collectDocuments(named: readonly string[]): Collected {
  const links = [...new Set(named.filter(looksLikeAddress).map(addressOf))];
  if (links.length > LINKS_LIMIT) {
    throw refuse('request-invalid', `${links.length} web pages were named; a job takes at most ${LINKS_LIMIT}.`);
  }
  const paths = [...new Set(named.filter((one) => !looksLikeAddress(one)))];
  const parts = paths.map((root) => ({ root, ...collectOne(root) }));
  const documents = parts.flatMap(({ root, documents }) => documents.map((document) => ({ ...document, root })));
  const leftOut = parts.flatMap((part) => part.leftOut);
  if (documents.length + leftOut.length > DOCUMENT_LIMITS.files) throw tooMany();
  const bytes = documents.reduce((sum, document) => sum + document.bytes, 0);
  if (bytes > DOCUMENT_LIMITS.jobBytes) {
    throw refuse('request-too-large', `The documents have ${Math.ceil(bytes / 1_000_000)} MB together.`);
  }
  return { documents: withNamesOfTheirOwn(documents), leftOut, links };
}
