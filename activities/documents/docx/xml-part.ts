import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { DossierError } from '../../../contract/failures.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';

/** The attributes of an element by their local names: producers choose their own prefixes, and strict documents their own namespaces. */
export type Attributes = Record<string, string>;

/** What is told of a part's elements, by local names, in document order. */
export interface XmlListener {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
}

/**
 * Reads one XML part as a stream, calling `afterPiece` between pieces so that what was found can be written out.
 * Entities that a document defines itself are not expanded but refused. Throws `document-malformed` for what is no XML.
 */
export async function readXmlPart(
  archive: ZipArchive,
  part: string,
  listener: XmlListener,
  afterPiece?: () => Promise<void>,
): Promise<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    const message = `The part ${part} is no valid XML: ${error.message.slice(0, 200)}`;
    throw new DossierError('document-malformed', message, { cause: error });
  });
  parser.on('opentag', ({ name, attributes }) => listener.open(localName(name), localAttributes(attributes)));
  parser.on('closetag', ({ name }) => listener.close(localName(name)));
  if (listener.text !== undefined) parser.on('text', (text) => listener.text?.(text));
  if (listener.text !== undefined) parser.on('cdata', (text) => listener.text?.(text));
  let decoder: TextDecoder | null = null;
  for await (const piece of archive.stream(part)) {
    decoder ??= decoderFor(piece);
    parser.write(decoder.decode(piece, { stream: true }));
    await afterPiece?.();
  }
  parser.write(decoder?.decode() ?? '').close();
  await afterPiece?.();
}

function decoderFor(first: Buffer): TextDecoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le');
  return new TextDecoder(first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Record<string, string>): Attributes {
  const local: Attributes = {};
  for (const name in attributes) local[localName(name)] = attributes[name] ?? '';
  return local;
}

/** Whether an on-off property is on: it is unless it says otherwise. */
export function isOn(attributes: Attributes): boolean {
  return !/^(?:0|false|off)$/.test(attributes.val ?? '');
}
