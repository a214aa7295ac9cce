import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { DossierError } from '../../../contract/failures.ts';
import type { DocumentHead } from './document-type.ts';
import { binaryFormat, unreadTextFormat } from './signatures.ts';
import { WESTERN_REMARK, westernText } from './western-text.ts';

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
  /** What is to be said of how it was decoded, once all of the text was read; null where nothing is. */
  remark(): string | null;
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
 * Decodes bytes as UTF-8, or UTF-16 where a byte order mark says so; the mark is left out. What is neither but surely Windows-1252 is
 * read as that, with a remark. Other encodings are refused rather than guessed: a wrong guess changes letters without a sign, and a
 * quote must be what the document says.
 * Throws `document-empty`, `document-binary`, `document-type-unknown` or `document-encoding`, also later while `text` is read.
 */
export function decodeDocument({ first, complete, rest }: BegunDocument): DecodedDocument {
  if (first.length === 0) throw new DossierError('document-empty', 'The file is empty.');
  const format = binaryFormat(first);
  if (format !== null) throw new DossierError('document-binary', `The file is ${format}, not text.`);
  const decoder = new PieceDecoder(first);
  const text = decoder.decode(first, complete);
  const unread = unreadTextFormat({ text, complete });
  if (unread !== null) throw new DossierError('document-type-unknown', `The file is ${unread}, which is not read yet.`);
  return {
    head: { text, complete },
    text: complete ? only(text) : decodeRest(text, rest, decoder),
    remark: () => (decoder.isWestern ? WESTERN_REMARK : null),
  };
}

async function* decodeRest(
  head: string,
  chunks: AsyncIterator<Uint8Array>,
  decoder: PieceDecoder,
): AsyncGenerator<string> {
  try {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next())
      yield decoder.decode(next.value, false);
    yield decoder.decode(new Uint8Array(0), true);
  } finally {
    await chunks.return?.();
  }
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}

/** Decodes a text piece by piece. As long as it is plain ASCII it may still turn out to be UTF-8 or Windows-1252. */
class PieceDecoder {
  #encoding: 'open' | 'unicode' | 'western' = 'open';
  readonly #unicode: TextDecoder;
  /** Bytes beyond ASCII at the end of a piece: they are told with what follows. */
  #held: Uint8Array = new Uint8Array(0);

  constructor(first: Uint8Array) {
    const mark = `${first[0]} ${first[1]}`;
    const utf16 = { '255 254': 'utf-16le', '254 255': 'utf-16be' }[mark];
    this.#unicode = new TextDecoder(utf16 ?? 'utf-8', { fatal: true });
    if (utf16 !== undefined) this.#encoding = 'unicode';
  }

  get isWestern(): boolean {
    return this.#encoding === 'western';
  }

  decode(piece: Uint8Array, last: boolean): string {
    const bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    const end = last || this.#encoding === 'unicode' ? bytes.length : endOfTold(bytes);
    this.#held = bytes.slice(end);
    const text = this.#decoded(bytes.subarray(0, end), last);
    if (looksBinary(text)) throw new DossierError('document-binary', 'The file holds binary data, not text.');
    return text;
  }

  #decoded(bytes: Uint8Array, last: boolean): string {
    const wasOpen = this.#encoding === 'open';
    if (wasOpen && !last && isAscii(bytes)) return this.#unicode.decode(bytes, { stream: true });
    try {
      if (this.#encoding !== 'western') {
        const text = this.#unicode.decode(bytes, { stream: !last });
        this.#encoding = 'unicode';
        return text;
      }
    } catch (cause) {
      const western = wasOpen ? westernText(bytes) : null;
      if (western === null) throw notText(bytes, this.#unicode.encoding, cause);
      this.#encoding = 'western';
      return western;
    }
    const text = westernText(bytes);
    if (text === null) throw notText(bytes, 'Windows-1252', undefined);
    return text;
  }
}

/** Where the bytes end that can be told without those that follow: before up to three beyond ASCII. */
function endOfTold(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 3 && (bytes[end - 1] ?? 0) >= 0x80) end -= 1;
  return end;
}

function notText(bytes: Uint8Array, encoding: string, cause: unknown): DossierError {
  // Text in another encoding has letters; a file full of control characters has none to save.
  if (looksBinary(Buffer.from(bytes).toString('latin1')))
    return new DossierError('document-binary', 'The file holds binary data, not text.', { cause });
  const name = encoding.startsWith('utf') ? encoding.toUpperCase() : encoding;
  return new DossierError('document-encoding', `The file holds bytes that are not ${name} text.`, { cause });
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
