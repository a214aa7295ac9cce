import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import htmlEncodingSniffer from 'html-encoding-sniffer';

/** Where a page's declaration of its encoding is looked for. */
const PRESCAN_BYTES = 16 * 1024;
const CHUNK_BYTES = 64 * 1024;
const UNKNOWN = 'unknown';

/** How a page's bytes are read as text. */
export interface HtmlEncoding {
  name: string;
  /** What the reader should know about it, or null. */
  remark: string | null;
}

/**
 * The encoding of a page: byte order mark, its own declaration, else UTF-8 where the bytes are, else Windows-1252 as browsers do.
 * A declared old encoding of one byte a letter gives way to bytes that are UTF-8: pages are often saved anew with their old declaration.
 */
export function htmlEncoding(bytes: Uint8Array): HtmlEncoding {
  const utf8 = isUtf8(bytes);
  const declared = declaredEncoding(bytes);
  if (declared === null)
    return utf8
      ? { name: 'utf-8', remark: null }
      : { name: 'windows-1252', remark: `The page does not say its encoding and was read as Windows-1252. ${AS_UTF8}` };
  if (utf8 && /^(?:windows-125\d|iso-8859-\d+)$/i.test(declared)) return { name: 'utf-8', remark: null };
  if (!decodable(declared))
    return {
      name: 'windows-1252',
      remark: `The page is in ${declared}, which is not known; it was read as Windows-1252. ${AS_UTF8}`,
    };
  if (/^utf-8$/i.test(declared) && !utf8)
    return {
      name: 'utf-8',
      remark: `Some bytes of the page are not the UTF-8 that it declares and stand as \ufffd. ${AS_UTF8}`,
    };
  return { name: declared, remark: null };
}

const AS_UTF8 = 'If letters are wrong, save it as UTF-8 and attach it again.';

/** A page's text in pieces. */
export function* decodedHtml(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
    yield decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
  yield decoder.decode();
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const html = htmlEncodingSniffer(bytes, { defaultEncoding: UNKNOWN, maxPrescanBytes: PRESCAN_BYTES });
  if (html !== UNKNOWN) return html;
  const xml = htmlEncodingSniffer(bytes, { xml: true, defaultEncoding: UNKNOWN });
  return xml === UNKNOWN ? null : xml;
}

function decodable(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    // The standard's names for what is not decoded, such as `replacement`.
    return false;
  }
}
