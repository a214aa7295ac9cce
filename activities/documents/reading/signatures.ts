import type { DocumentHead } from './document-type.ts';

/** First bytes of formats that people attach by mistake, with what to call them. */
const SIGNATURES: readonly { bytes: string; name: string }[] = [
  { bytes: '%PDF-', name: 'a PDF document' },
  { bytes: 'PK\x03\x04', name: 'a ZIP archive or an office document of a kind that is not read' },
  { bytes: '\xd0\xcf\x11\xe0', name: 'an old office document (DOC, XLS)' },
  { bytes: '\x89PNG', name: 'a PNG image' },
  { bytes: '\xff\xd8\xff', name: 'a JPEG image' },
  { bytes: 'GIF8', name: 'a GIF image' },
  { bytes: 'II*\0', name: 'a TIFF image' },
  { bytes: 'MM\0*', name: 'a TIFF image' },
  { bytes: '\x1f\x8b', name: 'a gzip archive' },
  { bytes: '7z\xbc\xaf', name: 'a 7z archive' },
  { bytes: '\x7fELF', name: 'a program' },
  { bytes: 'SQLite format 3\0', name: 'an SQLite database' },
  { bytes: 'PAR1', name: 'a Parquet file' },
  { bytes: '{\\rtf', name: 'an RTF document' },
];

/** Names the binary format that bytes begin with, or null where they may be text. */
export function binaryFormat(bytes: Uint8Array): string | null {
  const beginning = Buffer.from(bytes.subarray(0, 100)).toString('latin1');
  // Such an archive begins with the name of its type.
  if (beginning.includes('mimetypeapplication/vnd.oasis.opendocument')) return 'an OpenDocument file (ODT, ODS)';
  return SIGNATURES.find((signature) => beginning.startsWith(signature.bytes))?.name ?? null;
}

/** Names the markup or data format that decoded text is in and that is not read, or null. */
export function unreadTextFormat(head: DocumentHead): string | null {
  const text = head.text.slice(0, 2_000).trimStart();
  if (/^<(!doctype html|html|head|body)[\s>]/i.test(text)) return 'an HTML page';
  if (/^<\?xml\s/.test(text) || /^<svg[\s>]/.test(text)) return 'an XML document';
  if (/^%!PS/.test(text)) return 'a PostScript document';
  return isJson(head) ? 'a JSON document' : null;
}

function isJson({ text, complete }: DocumentHead): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  // A cut JSON does not parse; an object's or list's beginning tells enough.
  if (!complete) return /^\s*(?:\{\s*"[^"]*"\s*:|\[\s*(?:\{\s*"|\[\s*["\d]))/.test(text);
  return parses(text) || parses(text.slice(0, text.indexOf('\n')));
}

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
