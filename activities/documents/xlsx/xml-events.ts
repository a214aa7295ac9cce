import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { DossierError } from '../../../contract/failures.ts';

/** What an element is told by: its name without a prefix, since producers differ in prefixes and in namespaces. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Bytes without a `<`: far above any text or tag of a spreadsheet, which holds at most 32,767 characters a cell. */
const LONGEST_RUN = 20_000_000;
/** Elements inside each other; such parts have about ten. */
const DEEPEST = 200;
const LESS_THAN = 0x3c;

/**
 * Reads a part of an office document as XML, giving control back after each piece so that rows can be passed on.
 * Throws `document-malformed` where it is no XML or declares a document type, which such parts never do and bombs do.
 */
export async function* readXml(
  part: string,
  bytes: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  const parser = makeParser(handlers);
  let decoder: TextDecoder | null = null;
  let run = 0;
  try {
    for await (const piece of bytes) {
      decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
      const last = piece.lastIndexOf(LESS_THAN);
      run = last === -1 ? run + piece.length : piece.length - last;
      if (run > LONGEST_RUN) throw new Error('it holds a text or tag of more than 20 MB');
      parser.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    parser.write(decoder?.decode() ?? '').close();
    yield;
  } catch (error) {
    // A TypeError without a code is a bug of ours; those of the decoder have one.
    if (error instanceof DossierError || (error instanceof TypeError && !('code' in error))) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DossierError('document-malformed', `The part ${part} cannot be read: ${why}.`, { cause: error });
  }
}

/** Reads a whole part at once. */
export async function readWholeXml(
  part: string,
  bytes: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): Promise<void> {
  for await (const _piece of readXml(part, bytes, handlers));
}

function makeParser(handlers: XmlHandlers): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('it declares a document type');
  });
  let depth = 0;
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > DEEPEST) throw new Error('its elements are nested too deeply');
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close?.(localName(tag.name));
  });
  return parser;
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function encodingOf(first: Uint8Array): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8';
}
