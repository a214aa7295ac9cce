import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { ArtifactStore } from '../artifacts/port.ts';
import { asStorageError, systemErrorCode } from '../disk-errors.ts';
import { addMentioned, addNames, type Names, noNames } from './hashes.ts';

/** Larger lines of JSON are searched as text, without being understood: that would keep others waiting. */
const PARSED_CHARS = 4_000_000;
/** More than a hash has, so that none is cut where a long line is. */
const OVERLAP_CHARS = 80;
/** Payloads of Temporal's JSON. */
const PAYLOAD = /"data":\s*"([A-Za-z0-9+/]{40,}={0,2})"/g;

/** What reading an artifact for its names gave. */
export interface Inside {
  names: Names;
  /** Bytes that were read; with `whole`, all of them. */
  bytes: number;
}

/**
 * Reads an artifact for the names that stand in it: JSON, lines of JSON, and zipped histories with their payloads.
 * Anything else names nothing and is left after its first bytes, unless `whole` asks to read, and so to verify, all of it.
 * Throws as `getStream` does.
 */
export async function namesInside(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  sha256: string,
  { whole = false }: { whole?: boolean } = {},
): Promise<Inside> {
  const stream = await artifacts.getStream(sha256);
  const inside: Inside = { names: noNames(), bytes: 0 };
  try {
    const counted = counting(stream, inside);
    const first = await counted.next();
    if (first.done) return inside;
    const form = formOf(first.value);
    const all = again(first.value, counted);
    if (form === 'other') {
      if (whole) for await (const _ of all);
      return inside;
    }
    await addLines(inside.names, form === 'gzip' ? unzipped(all) : all, form === 'gzip');
    return inside;
  } finally {
    stream.destroy();
  }
}

type Bytes = AsyncGenerator<Uint8Array, void, void>;

function formOf(first: Uint8Array): 'json' | 'gzip' | 'other' {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip';
  return first[0] === 0x7b || first[0] === 0x5b ? 'json' : 'other';
}

async function* counting(stream: Readable, inside: Inside): Bytes {
  for await (const chunk of stream) {
    const bytes: Uint8Array = chunk;
    inside.bytes += bytes.byteLength;
    yield bytes;
  }
}

async function* again(first: Uint8Array, rest: Bytes): Bytes {
  yield first;
  yield* rest;
}

/** Unzips; what only looks like a zip, or is a broken one, names what it named until there, and is read to its end all the same. */
async function* unzipped(bytes: Bytes): Bytes {
  const gunzip = createGunzip();
  const errors: unknown[] = [];
  const feeding = (async () => {
    for await (const chunk of bytes) {
      if (gunzip.destroyed) continue;
      if (!gunzip.write(chunk)) await drained(gunzip);
    }
    gunzip.end();
  })().catch((error: unknown) => {
    errors.push(error);
    gunzip.destroy();
  });
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    if (errors.length === 0 && !isZipError(error)) throw asStorageError(error, 'Unzipping a stored history');
  }
  await feeding;
  if (errors.length > 0) throw errors[0];
}

/** Not `once` of node:events, which throws what the reader of the stream is told anyway. */
function drained(gunzip: Gunzip): Promise<void> {
  return new Promise((go) => {
    gunzip.once('drain', () => go());
    gunzip.once('close', () => go());
  });
}

function isZipError(error: unknown): boolean {
  const code = systemErrorCode(error) ?? '';
  return code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function addLines(names: Names, bytes: Bytes, isHistory: boolean): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  let isCut = false;
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      addLine(names, line, isHistory, isCut);
      isCut = false;
    }
    if (rest.length > PARSED_CHARS) {
      addMentioned(names, rest);
      rest = rest.slice(-OVERLAP_CHARS);
      isCut = true;
    }
    await turn();
  }
  addLine(names, rest + decoder.decode(), isHistory, isCut);
}

function addLine(names: Names, line: string, isHistory: boolean, isCut: boolean): void {
  if (isCut || isHistory) addMentioned(names, line);
  else addNames(names, line);
  if (!isHistory) return;
  for (const [, data] of line.matchAll(PAYLOAD)) addMentioned(names, Buffer.from(data ?? '', 'base64').toString());
}
