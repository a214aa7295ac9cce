import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { BUNDLE_SCHEMA, type Bundle, bundleSchema } from '../../../contract/bundle.ts';
import { sealOf } from '../../../contract/bundle-seal.ts';
import { DossierError } from '../../../contract/failures.ts';
import { canonicalJson } from '../../../contract/hash.ts';
import { systemErrorCode } from '../../system-error.ts';
import type { Discrepancy } from './outcome.ts';

const MOST_BYTES = 400_000_000;
const MOST_SHAPE_FAULTS = 20;
/** The names of what is piped in; opened by its path it would be refused where it is no pipe but a socket. */
const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);
/** The byte order mark, which some editors put before a text that they save. */
const MARK = '\ufeff';

/** A JSON object of whatever members. */
export type Members = Readonly<Record<string, unknown>>;

/** A bundle's file as it was read; `value` and `bundle` are null where it is damaged beyond reading. */
export interface ReadBundle {
  value: Members | null;
  bundle: Bundle | null;
  discrepancies: Discrepancy[];
}

/** Whether a value is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function spoken(path: string): string {
  return STANDARD_INPUT.has(path) ? 'What came on standard input' : `"${path}"`;
}

function nameOf(path: string): string {
  return STANDARD_INPUT.has(path) ? 'standard input' : basename(path);
}

function notABundle(path: string, why: string): DossierError {
  return new DossierError('request-invalid', `${spoken(path)} is no bundle of Dossier: ${why}.`, {
    field: 'bundle',
    remedy: 'Give the file that `dossier export JOB --format json` wrote.',
  });
}

/** What comes through a pipe has no size beforehand, so that it is counted while it is read. */
async function streamed(path: string, stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MOST_BYTES) throw notABundle(path, 'it has more than 400 MB, which is the most that is read');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function bytesOf(path: string): Promise<Buffer> {
  if (STANDARD_INPUT.has(path)) return streamed(path, process.stdin);
  try {
    const file = await stat(path);
    if (file.size > MOST_BYTES)
      throw notABundle(path, `it has ${Math.ceil(file.size / 1_000_000)} MB; at most 400 MB are read`);
    return await (file.isFile() || file.isDirectory() ? readFile(path) : streamed(path, createReadStream(path)));
  } catch (cause) {
    if (cause instanceof DossierError) throw cause;
    const code = systemErrorCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new DossierError('path-missing', `There is no file "${path}".`, { field: 'bundle', cause });
    if (code === 'EISDIR') throw notABundle(path, 'it is a folder');
    throw new DossierError('path-missing', `"${path}" cannot be opened (${String(code)}).`, { field: 'bundle', cause });
  }
}

const MARKED =
  'The file was written anew: a byte order mark stands at its start, as some editors put it there and Dossier never does.';

const form = (place: string, message: string): Discrepancy => ({ check: 'form', place, message });

/** The first place where two texts differ. */
function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** Decodes and parses; where that fails, whether it was a bundle once decides between damage and wrong use. */
function parse(path: string, bytes: Buffer): { value: unknown; discrepancies: Discrepancy[] } | Discrepancy {
  const whole = bytes.toString('utf8');
  const isMarked = whole.startsWith(MARK);
  const text = isMarked ? whole.slice(MARK.length) : whole;
  // Canonical JSON begins with the first name by the alphabet, so that also the first half of a bundle is known for one.
  const wasBundle = text.startsWith('{"claims":[') || text.includes('"dossier.bundle/');
  const damaged = (message: string): Discrepancy => {
    if (!wasBundle) throw notABundle(path, message);
    return form(nameOf(path), `The file is damaged: ${message}.`);
  };
  const again = Buffer.from(whole);
  if (!again.equals(bytes)) {
    const at = bytes.findIndex((byte, index) => byte !== again[index]);
    return damaged(`byte ${at} is not UTF-8 text`);
  }
  if (text.trim() === '') throw notABundle(path, 'it is empty');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return damaged(`it is not JSON (${why.replace(/\s+/g, ' ').slice(0, 300)})`);
  }
  const canonical = canonicalJson(value);
  const marked = isMarked ? [form(nameOf(path), MARKED)] : [];
  if (text === canonical || text === `${canonical}\n`) return { value, discrepancies: marked };
  const at = firstDifference(text, canonical);
  const near = JSON.stringify(text.slice(Math.max(0, at - 20), at + 20));
  const message = `The file is not written as Dossier writes it, from character ${at} (near ${near}): it was altered or written anew.`;
  return { value, discrepancies: [...marked, form(nameOf(path), message)] };
}

const KNOWN_MEMBERS = ['job', 'sources', 'evidence', 'claims', 'findings', 'decisions', 'modelCalls', 'report'];

function carriesIntactSeal(value: Members): boolean {
  return isMembers(value.report) && value.report.seal === sealOf(value);
}

/** Refuses JSON that never was a bundle, and bundles of another version that are as they were written. */
function recognised(path: string, value: unknown): Members {
  if (!isMembers(value)) throw notABundle(path, 'it is JSON of another kind');
  const { schema } = value;
  const known = KNOWN_MEMBERS.filter((name) => name in value).length;
  const named = typeof schema === 'string' && schema.startsWith('dossier.bundle/');
  if (!named && known < KNOWN_MEMBERS.length - 2) throw notABundle(path, 'it is JSON of another kind');
  if (named && schema !== BUNDLE_SCHEMA && carriesIntactSeal(value))
    throw notABundle(path, `its version is ${schema}, and ${BUNDLE_SCHEMA} is read`);
  return value;
}

function shapeFaults(value: Members): { bundle: Bundle | null; discrepancies: Discrepancy[] } {
  const read = bundleSchema.safeParse(value);
  if (read.success) return { bundle: read.data, discrepancies: [] };
  const faults = read.error.issues.map(({ path, message }) => {
    const place = path.reduce<string>((all, step) => {
      if (typeof step === 'number') return `${all}[${step}]`;
      return all === '' ? String(step) : `${all}.${String(step)}`;
    }, '');
    return form(place === '' ? 'the whole file' : place, `It has not the shape of a bundle: ${message}.`);
  });
  return { bundle: null, discrepancies: faults.slice(0, MOST_SHAPE_FAULTS) };
}

/** Reads a bundle's file. Throws `path-missing` or `request-invalid` where there is no file, or it never was a bundle; everything else is told. */
export async function readBundle(path: string): Promise<ReadBundle> {
  const parsed = parse(path, await bytesOf(path));
  if ('check' in parsed) return { value: null, bundle: null, discrepancies: [parsed] };
  const value = recognised(path, parsed.value);
  const shape = shapeFaults(value);
  return { value, bundle: shape.bundle, discrepancies: [...parsed.discrepancies, ...shape.discrepancies] };
}
