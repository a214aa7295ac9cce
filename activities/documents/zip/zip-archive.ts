import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { DossierError } from '../../../contract/failures.ts';
import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import { passwordProtected } from './password-protected.ts';

/** How much of an archive is believed; the defaults are those of `DOCUMENT_LIMITS`. */
export interface ZipLimits {
  entries: number;
  /** Bytes of all entries after inflating. */
  expandedBytes: number;
  /** Bytes of one entry that is held in memory as a whole. */
  heldBytes: number;
}

/** An opened archive. Its entries were declared within the limits, and reading one fails where it inflates to anything but what it declared. */
export interface ZipArchive {
  /** Names of all files in it, as they are written except for a leading slash, in the order of its directory. */
  names: readonly string[];
  /** The name an entry really has, letters' case aside, or null where there is none. */
  find(name: string): string | null;
  /** The whole entry. Throws `document-malformed` where it is missing or damaged, `document-too-large` where it is too big to be held. */
  bytes(name: string): Promise<Buffer>;
  /** The whole entry as text: UTF-8, or UTF-16 where a byte order mark says so. */
  text(name: string): Promise<string>;
  /** The entry piece by piece, with the same errors, also in the middle. */
  stream(name: string): AsyncGenerator<Buffer>;
  /** Inflates every entry and counts: for readers that hand the archive to a library. Throws as `stream` does. */
  verifyExpansion(): Promise<void>;
}

const DEFAULT_LIMITS: ZipLimits = {
  entries: DOCUMENT_LIMITS.zipEntries,
  expandedBytes: DOCUMENT_LIMITS.zipExpandedBytes,
  heldBytes: DOCUMENT_LIMITS.zipHeldBytes,
};

/**
 * Opens a ZIP archive in memory. Throws `document-too-large` where its entries are too many or would expand too far,
 * and `document-malformed` where its directory is damaged, names an entry twice, or an entry is encrypted.
 */
export async function openZip(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): Promise<ZipArchive> {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    // Names are decoded here: nothing is written to a disk, so that odd ones do no harm.
    const file = await fromBufferPromise(held, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
    });
    return new Archive(file, await readDirectory(file, bounds), bounds);
  } catch (error) {
    // Entries with strong encryption are not given out, so that their flags cannot be asked of them.
    if (!(error instanceof DossierError) && namesEncrypted(held)) throw passwordProtected();
    throw asFailure(error, 'The archive');
  }
}

const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const FLAGS_AT = 8;
/** Encrypted at all, and strongly. */
const ENCRYPTED = 0x01 | 0x40;

/** Whether the directory has an entry that is flagged as encrypted. */
function namesEncrypted(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(DIRECTORY_ENTRY); at !== -1; at = bytes.indexOf(DIRECTORY_ENTRY, at + 1)) {
    if (((bytes[at + FLAGS_AT] ?? 0) & ENCRYPTED) !== 0) return true;
  }
  return false;
}

class Archive implements ZipArchive {
  readonly names: readonly string[];
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #anyCase: ReadonlyMap<string, string>;
  readonly #limits: ZipLimits;

  constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>, limits: ZipLimits) {
    this.#file = file;
    this.#entries = entries;
    this.#limits = limits;
    this.names = [...entries.keys()];
    this.#anyCase = new Map(this.names.map((name) => [name.toLowerCase(), name]));
  }

  find(name: string): string | null {
    return this.#entries.has(name) ? name : (this.#anyCase.get(name.toLowerCase()) ?? null);
  }

  async bytes(name: string): Promise<Buffer> {
    const { uncompressedSize } = this.#entry(name);
    if (uncompressedSize > this.#limits.heldBytes) throw tooLarge(`The part ${name}`, this.#limits.heldBytes);
    const pieces: Buffer[] = [];
    for await (const piece of this.stream(name)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async text(name: string): Promise<string> {
    const bytes = await this.bytes(name);
    try {
      return new TextDecoder(textEncoding(bytes), { fatal: true }).decode(bytes);
    } catch (error) {
      throw asFailure(error, `The part ${name}`);
    }
  }

  async *stream(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entry(name);
    let sum = 0;
    try {
      const stream = await this.#file.openReadStreamPromise(entry);
      for await (const piece of stream as AsyncIterable<Buffer>) {
        sum = crc32(piece, sum);
        yield piece;
      }
    } catch (error) {
      throw asFailure(error, `The part ${name}`);
    }
    if (sum !== entry.crc32) throw damaged(`The part ${name}`, 'its checksum does not fit');
  }

  async verifyExpansion(): Promise<void> {
    for (const name of this.names) {
      for await (const _piece of this.stream(name));
    }
  }

  #entry(name: string): Entry {
    const found = this.find(name);
    const entry = found === null ? undefined : this.#entries.get(found);
    if (entry === undefined) throw damaged('The archive', `it holds no part ${name}`);
    return entry;
  }
}

async function readDirectory(file: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  if (file.entryCount > limits.entries) {
    const most = limits.entries.toLocaleString('en');
    throw new DossierError('document-too-large', `The archive holds more than ${most} parts.`);
  }
  const entries = new Map<string, Entry>();
  let expanded = 0;
  for await (const entry of file.eachEntry()) {
    if (entry.isEncrypted()) throw passwordProtected();
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    if (name.endsWith('/')) continue;
    const plain = name.replace(/^\/+/, '');
    // Two readers that each take another one of the two would see two documents.
    if (entries.has(plain)) throw damaged('The archive', `it holds ${plain} twice`);
    expanded += entry.uncompressedSize;
    if (expanded > limits.expandedBytes) throw tooLarge('The archive', limits.expandedBytes);
    entries.set(plain, entry);
  }
  return entries;
}

function textEncoding(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function tooLarge(what: string, most: number): DossierError {
  const megabytes = Math.floor(most / 1_000_000).toLocaleString('en');
  return new DossierError('document-too-large', `${what} expands to more than ${megabytes} MB.`);
}

function damaged(what: string, why: string, cause?: unknown): DossierError {
  return new DossierError('document-malformed', `${what} is damaged: ${why}.`, { cause });
}

/** What yauzl and zlib throw are plain errors about the bytes they were given. */
function asFailure(error: unknown, what: string): Error {
  if (error instanceof DossierError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return damaged(what, message.replace(/\.$/, ''), error);
}
