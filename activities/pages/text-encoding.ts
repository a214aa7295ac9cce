import { TextDecoder } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import type { MediaType } from './media-types.ts';

/** Bytes that are looked at before the first is passed on; an encoding that a page names itself stands in the first kilobyte. */
const BEGINNING = 4_096;
const BYTE_ORDER_MARK = '\ufeff';
const IN_PAGE = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i;

/**
 * Passes content on so that readers of bytes decode it rightly, who know nothing of the answer's head: a page whose head and own words
 * agree, or that names no encoding in its head, stays as it was served; else it becomes UTF-8 with a byte order mark, which
 * wins over what stands in it. Plain text becomes UTF-8. Throws `document-encoding` where the bytes are not what the head says.
 */
export async function* readableText(content: AsyncIterable<Uint8Array>, type: MediaType): AsyncGenerator<Uint8Array> {
  const rest = content[Symbol.asyncIterator]();
  try {
    const beginning = await readBeginning(rest);
    const decoder = decoderFor(beginning, type);
    if (decoder === null) yield beginning;
    else yield Buffer.from((type.isHtml ? BYTE_ORDER_MARK : '') + decode(decoder, beginning));
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield decoder === null ? next.value : Buffer.from(decode(decoder, next.value));
    }
    if (decoder !== null) yield Buffer.from(decode(decoder, null));
  } finally {
    await rest.return?.();
  }
}

/** The encoding of text by its beginning: that of its byte order mark, else what a page says of itself, else UTF-8. */
export function encodingWithin(beginning: Uint8Array): string {
  return ofMark(beginning) ?? (ofLabel(labelIn(beginning)) || 'utf-8');
}

async function readBeginning(content: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let length = 0; length < BEGINNING; ) {
    const next = await content.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(parts);
}

/** What the text must be decoded with; null where it can stay as it is. */
function decoderFor(beginning: Uint8Array, { charset, isHtml, isText }: MediaType): TextDecoder | null {
  if (!isText || charset === null || ofMark(beginning) !== null) return null;
  const said = ofLabel(charset);
  if (said === null) return null;
  const assumed = isHtml ? ofLabel(labelIn(beginning)) : 'utf-8';
  if (said === assumed) return null;
  return new TextDecoder(said, { fatal: true });
}

function decode(decoder: TextDecoder, bytes: Uint8Array | null): string {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    const encoding = decoder.encoding.toUpperCase();
    throw new DossierError('document-encoding', `The server calls the page ${encoding}, which its bytes are not.`, {
      remedy: 'Open the address in a browser, save the page as UTF-8, and attach the file.',
      cause,
    });
  }
}

function ofMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function labelIn(beginning: Uint8Array): string | null {
  return IN_PAGE.exec(Buffer.from(beginning.subarray(0, 1_024)).toString('latin1'))?.[1] ?? null;
}

/** An encoding by one of its names; null for none or one that nobody knows. */
function ofLabel(label: string | null): string | null {
  try {
    return label === null ? null : new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
