import type { BytesReader } from '../reading/document-type.ts';

const MARK = '%PDF-';
/** Programs that write PDF may put something before its mark; readers look for it this far. */
const MARK_WITHIN = 1_024;

/** Reads PDF: passages with page and paragraph, tables of numbers where their columns are clear. */
export const pdfReader: BytesReader = {
  mediaType: 'application/pdf',
  extensions: ['pdf'],
  mayBe: (beginning) => markOf(beginning) !== -1,
  recognises(bytes) {
    const at = markOf(bytes);
    // A text may speak of the mark; only a PDF has objects besides.
    return at === 0 || (at > 0 && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('endobj'));
  },
  async read(bytes, sink) {
    // Loaded in the reading thread alone: the library is large.
    const { readPdf } = await import('./read-pdf.ts');
    await readPdf(bytes, sink);
  },
};

function markOf(bytes: Uint8Array): number {
  return Buffer.from(bytes.subarray(0, MARK_WITHIN)).indexOf(MARK);
}
