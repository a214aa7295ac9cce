import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DossierError } from '../../contract/failures.ts';
import { canonicalJson } from '../../contract/hash.ts';
import type { ArtifactMeta, ArtifactStore } from '../../store/artifacts/port.ts';

/** An artifact store in memory, for tests of what lies above the port. `reads` counts how often each blob was read. */
export interface MemoryArtifacts extends ArtifactStore {
  readonly reads: Map<string, number>;
}

/** Makes an empty store. */
export function memoryArtifacts(): MemoryArtifacts {
  const blobs = new Map<string, Uint8Array>();
  const written = new Map<string, number>();
  const reads = new Map<string, number>();
  const get = (sha256: string): Uint8Array => {
    const bytes = blobs.get(sha256);
    if (bytes === undefined)
      throw new DossierError('artifact-not-found', `There is no artifact ${sha256}.`, { field: sha256 });
    reads.set(sha256, (reads.get(sha256) ?? 0) + 1);
    return bytes;
  };
  const put = (bytes: Uint8Array, { mediaType, title }: ArtifactMeta) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    blobs.set(sha256, bytes);
    written.set(sha256, Date.now());
    return { sha256, bytes: bytes.length, mediaType, title };
  };
  return {
    reads,
    putBytes: async (bytes, meta) => put(bytes, meta),
    putText: async (text, meta) => put(Buffer.from(text), meta),
    putJson: async (value, title) => put(Buffer.from(canonicalJson(value)), { mediaType: 'application/json', title }),
    async putStream(stream, meta, maxBytes) {
      const bytes = Buffer.concat(await stream.map((chunk: string | Uint8Array) => Buffer.from(chunk)).toArray());
      if (bytes.length > maxBytes) throw new DossierError('request-too-large', `More than ${maxBytes} bytes.`);
      return put(bytes, meta);
    },
    getBytes: async (sha256) => get(sha256),
    getText: async (sha256) => Buffer.from(get(sha256)).toString('utf8'),
    getJson: async (sha256) => JSON.parse(Buffer.from(get(sha256)).toString('utf8')),
    getStream: async (sha256) => Readable.from(chunksOf(get(sha256)), { objectMode: false }),
    stat: async (sha256) => blobs.get(sha256)?.length ?? null,
    async touch(sha256) {
      if (blobs.has(sha256)) written.set(sha256, Date.now());
      return blobs.get(sha256)?.length ?? null;
    },
    async *list() {
      for (const [sha256, { length }] of blobs) yield { sha256, bytes: length, modifiedAt: written.get(sha256) ?? 0 };
    },
    delete: async (sha256) => void blobs.delete(sha256),
    deleteOlder: async (sha256, before) => (written.get(sha256) ?? before) < before && blobs.delete(sha256),
    freeBytes: async () => null,
  };
}

/** Pieces of odd size, so that characters and lines are cut in the middle. */
function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  const size = bytes.length > 100_000 ? 65_521 : 37;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
