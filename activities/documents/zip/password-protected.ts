import { DossierError } from '../../../contract/failures.ts';

/** The failure of a document that only opens with a password. */
export function passwordProtected(): DossierError {
  return new DossierError('document-malformed', 'The file is protected by a password.', {
    remedy: 'Open it with its password, save it without one, and attach it again.',
  });
}

const CONTAINER = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** What the old container of Microsoft's office documents holds; `other` are other old documents, null is no such container. */
export type OldContainer = 'encrypted' | 'workbook' | 'other';

/** Tells what an OLE container holds from the names of its streams, which stand in it as UTF-16; null where the bytes are none. */
export function oldContainer(bytes: Uint8Array): OldContainer | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.subarray(0, 8).equals(CONTAINER)) return null;
  const holds = (name: string) => buffer.includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (holds('EncryptedPackage')) return 'encrypted';
  return holds('Workbook') || holds('Book') ? 'workbook' : 'other';
}
