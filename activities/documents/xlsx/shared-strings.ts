import { DossierError } from '../../../contract/failures.ts';
import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { readWholeXml } from './xml-events.ts';

/** Reads the texts that cells refer to by number. Formatting is left out, as are phonetic guides: they are no part of what is written. */
export async function readSharedStrings(zip: ZipArchive, part: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (part === null) return strings;
  const text = new RichText();
  let chars = 0;
  await readWholeXml(part, zip.stream(part), {
    open(name) {
      if (name === 'si') text.begin();
      text.open(name);
    },
    text: (piece) => text.text(piece),
    close(name) {
      text.close(name);
      if (name !== 'si') return;
      const string = text.end();
      chars += string.length;
      if (chars > DOCUMENT_LIMITS.sharedStringChars) {
        const most = (DOCUMENT_LIMITS.sharedStringChars / 1_000_000).toLocaleString('en');
        throw new DossierError('document-too-large', `The cells hold more than ${most} million characters of text.`);
      }
      strings.push(string);
    },
  });
  return strings;
}

/** Gathers the words of a text made of runs, as shared strings, cells and notes have it. */
export class RichText {
  #pieces: string[] = [];
  #inText = false;
  #phonetic = 0;

  begin(): void {
    this.#pieces = [];
    this.#inText = false;
    this.#phonetic = 0;
  }

  open(name: string): void {
    if (name === 'rPh') this.#phonetic += 1;
    if (name === 't') this.#inText = this.#phonetic === 0;
  }

  text(piece: string): void {
    if (this.#inText) this.#pieces.push(piece);
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic -= 1;
    if (name === 't') this.#inText = false;
  }

  end(): string {
    return unescaped(this.#pieces.join(''));
  }
}

/** Characters that XML cannot hold are written as `_x000D_`, and such words themselves as `_x005F_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
