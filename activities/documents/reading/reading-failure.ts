import { DossierError } from '../../../contract/failures.ts';
import type { ReadingFailure } from './reading-protocol.ts';

/** The failure that an error of reading becomes: what a library throws about hostile bytes is the document's fault as far as anybody can tell; its words go along. */
export function readingFailureOf(error: unknown): ReadingFailure {
  if (error instanceof DossierError) {
    const { code, message, remedy } = error.failure;
    return { code, message, remedy };
  }
  // The engine's own limit of a text's length, which only content that expands without bounds comes to.
  if (error instanceof RangeError && error.message === 'Invalid string length') {
    const huge = new DossierError('document-too-large', 'One part of the file unpacks to more text than can be read.', {
      remedy: 'Save the part of it that matters as a file of its own, and attach that; or leave the file out.',
    });
    return { code: huge.failure.code, message: huge.failure.message, remedy: huge.failure.remedy };
  }
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 300).replace(/\.?\s*$/, '.');
  const { code, message, remedy } = new DossierError('document-malformed', `The file could not be read: ${words}`)
    .failure;
  return { code, message, remedy };
}
