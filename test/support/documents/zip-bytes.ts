import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive under test; the optional fields make it a liar. */
export interface ZipPart {
  name: string;
  content: string | Uint8Array;
  stored?: boolean;
  encrypted?: boolean;
  declaredBytes?: number;
  declaredCrc?: number;
}

/** Writes a ZIP archive, so that tests can also write those that no library would. */
export function zipBytes(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const plain = Buffer.from(part.content);
    const data = part.stored === true ? plain : deflateRawSync(plain);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE((part.encrypted === true ? 1 : 0) | 0x800, 2);
    fixed.writeUInt16LE(part.stored === true ? 0 : 8, 4);
    fixed.writeUInt32LE(part.declaredCrc ?? crc32(plain), 10);
    fixed.writeUInt32LE(data.length, 14);
    fixed.writeUInt32LE(part.declaredBytes ?? plain.length, 18);
    fixed.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), fixed, name, data];
    files.push(...local);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fixed, rest, name);
    offset += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
