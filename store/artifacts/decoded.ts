import { DossierError } from '../../contract/failures.ts';

/** The text that an artifact's bytes are, a byte order mark included; throws `document-encoding` where they are not UTF-8. */
export function textOf(sha256: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new DossierError('document-encoding', `Artifact ${sha256} is not UTF-8 text.`, { cause: error });
  }
}

/** The value that an artifact's text writes as JSON; throws `internal` where it is none. */
export function jsonOf(sha256: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DossierError('internal', `Artifact ${sha256} was read as JSON, which it is not.`, { cause: error });
  }
}
