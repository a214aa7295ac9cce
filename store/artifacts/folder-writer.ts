import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type ArtifactRef, artifactRefSchema } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import { asStorageError } from '../disk-errors.ts';
import type { DurableFolders } from './durable-folders.ts';
import type { ArtifactMeta } from './port.ts';
import { temporaryName } from './temporary-files.ts';

const TITLE_CHARS = 300;

/** Where artifacts and half-written files stand; both in one file system, so that a rename is atomic. */
export interface FolderPlaces {
  temporary: string;
  folderOf(sha256: string): string;
  folders: DurableFolders;
}

/** The path of an artifact below its folder. */
export function artifactPath(places: FolderPlaces, sha256: string): string {
  return join(places.folderOf(sha256), sha256);
}

type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>;

/**
 * Writes bytes into place: temporary file, fsync, rename, fsync of the folder.
 * Always renames, even over a file that is there, so that storing altered bytes anew heals them.
 * What the source itself throws passes through as it is: the caller knows what broke.
 */
export async function writeArtifact(
  places: FolderPlaces,
  chunks: Chunks,
  meta: ArtifactMeta,
  maxBytes: number,
): Promise<ArtifactRef> {
  const temporary = join(places.temporary, temporaryName());
  try {
    const { sha256, bytes } = await writeTemporary(temporary, chunks, maxBytes);
    const ref = refOf(sha256, bytes, meta);
    await storing(async () => {
      await places.folders.ensure(places.folderOf(sha256));
      await rename(temporary, artifactPath(places, sha256));
      await places.folders.sync(places.folderOf(sha256));
    });
    return ref;
  } catch (error) {
    // The first error is the one to tell; what cannot be removed now is removed as an orphan at a later start.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The chunks of a stream, which is not destroyed when reading stops early: an HTTP request must still be answered. */
export function chunksOf(stream: Readable): Chunks {
  return stream.iterator({ destroyOnReturn: false });
}

/** Writes chunks to a new file, to the disk, and tells hash and size; throws `request-too-large` past `maxBytes`. */
export async function writeTemporary(
  path: string,
  chunks: Chunks,
  maxBytes: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await storing(() => open(path, 'wx', 0o600));
  try {
    for await (const given of chunks) {
      const chunk = typeof given === 'string' ? Buffer.from(given) : given;
      bytes += chunk.byteLength;
      if (bytes > maxBytes)
        throw new DossierError('request-too-large', `This is larger than the ${maxBytes} bytes that are allowed.`);
      hash.update(chunk);
      await storing(() => handle.writeFile(chunk));
    }
    await storing(() => handle.sync());
  } finally {
    await storing(() => handle.close());
  }
  return { sha256: hash.digest('hex'), bytes };
}

function storing<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error) => {
    throw asStorageError(error, 'Storing an artifact');
  });
}

/** The ref of an artifact; a title that it cannot carry is clipped. */
export function refOf(sha256: string, bytes: number, meta: ArtifactMeta): ArtifactRef {
  const title = meta.title.length > TITLE_CHARS ? `${meta.title.slice(0, TITLE_CHARS - 1)}…` : meta.title;
  const ref = artifactRefSchema.safeParse({ sha256, bytes, mediaType: meta.mediaType, title });
  if (!ref.success) throw new DossierError('internal', `An artifact cannot be named like this: ${ref.error.message}`);
  return ref.data;
}
