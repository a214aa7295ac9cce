import { TextDecoder } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import type { DocumentHead } from './document-type.ts';
import { binaryFormat, unreadTextFormat } from './signatures.ts';

const HEAD_BYTES = 64 * 1024;

/** A document whose beginning was read: its first bytes, 64 KB or a little more, whether they are all of it, and where the rest comes from. */
export interface BegunDocument {
  first: Buffer;
  complete: boolean;
  rest: AsyncIterator<Uint8Array>;
}

/** A document's text as it is decoded: its beginning, and all of it (the beginning included) once. */
export interface DecodedDocument {
  head: DocumentHead;
  text: AsyncGenerator<string>;
}

/** Reads a document's beginning. */
export async function beginDocument(bytes: AsyncIterable<Uint8Array>): Promise<BegunDocument> {
  const rest = bytes[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await rest.next();
    if (next.done === true) return { first: Buffer.concat(parts), complete: true, rest };
    parts.push(next.value);
    length += next.value.length;
  }
  return { first: Buffer.concat(parts), complete: false, rest };
}

/** All bytes of a begun document, once. */
export async function* bytesOf({ first, complete, rest }: BegunDocument): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    if (complete) return;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * Decodes bytes as UTF-8, or UTF-16 where a byte order mark says so; the mark is left out. Other encodings are refused rather than
 * guessed: a wrong guess changes letters without a sign, and a quote must be what the document says.
 * Throws `document-empty`, `document-binary`, `document-type-unknown` or `document-encoding`, also later while `text` is read.
 */
export function decodeDocument({ first, complete, rest }: BegunDocument): DecodedDocument {
  if (first.length === 0) throw new DossierError('document-empty', 'The file is empty.');
  const format = binaryFormat(first);
  if (format !== null) throw new DossierError('document-binary', `The file is ${format}, not text.`);
  const decoder = decoderFor(first);
  const text = decode(decoder, first, !complete);
  const unread = unreadTextFormat({ text, complete });
  if (unread !== null) throw new DossierError('document-type-unknown', `The file is ${unread}, which is not read yet.`);
  return { head: { text, complete }, text: complete ? only(text) : decodeRest(text, rest, decoder) };
}

function decoderFor(first: Buffer): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

async function* decodeRest(
  head: string,
  chunks: AsyncIterator<Uint8Array>,
  decoder: TextDecoder,
): AsyncGenerator<string> {
  try {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next())
      yield decode(decoder, next.value, true);
    yield decode(decoder, new Uint8Array(0), false);
  } finally {
    await chunks.return?.();
  }
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}

function decode(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string {
  let text: string;
  try {
    text = decoder.decode(bytes, { stream });
  } catch (cause) {
    // Text in another encoding has letters; a file full of control characters has none to save.
    if (looksBinary(Buffer.from(bytes).toString('latin1')))
      throw new DossierError('document-binary', 'The file holds binary data, not text.', { cause });
    const encoding = decoder.encoding.toUpperCase();
    throw new DossierError('document-encoding', `The file holds bytes that are not ${encoding} text.`, { cause });
  }
  if (looksBinary(text)) throw new DossierError('document-binary', 'The file holds binary data, not text.');
  return text;
}

/** Text holds no NUL, and next to no other control characters than white space and the escape of terminal colours. */
function looksBinary(text: string): boolean {
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) return true;
    if (code < 32 && (code < 8 || code > 13) && code !== 27) controls += 1;
  }
  return controls > 8 && controls > text.length / 50;
}
