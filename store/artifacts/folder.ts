import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { canonicalJson } from '../../contract/hash.ts';
import { asStorageError } from '../disk-errors.ts';
import { jsonOf, textOf } from './decoded.ts';
import { durableFolders } from './durable-folders.ts';
import { keeping } from './folder-keeping.ts';
import { reached } from './folder-touch.ts';
import { artifactPath, chunksOf, type FolderPlaces, writeArtifact } from './folder-writer.ts';
import type { ArtifactStore } from './port.ts';
import { removeOrphans } from './temporary-files.ts';
import { corruptArtifact, VerifiedRead } from './verified-read.ts';

/**
 * Opens a folder as an artifact store, making it where it is missing; blobs stand in `aa/bb/<sha256>`.
 * Any number of processes may have the same folder open. Throws `storage-full` or `storage-failed`.
 */
export async function openFolderArtifacts(folder: string): Promise<ArtifactStore> {
  const root = resolve(folder);
  const places: FolderPlaces = {
    temporary: join(root, 'tmp'),
    folderOf: (sha256) => join(root, sha256.slice(0, 2), sha256.slice(2, 4)),
    folders: durableFolders(root),
  };
  try {
    await places.folders.ensure(places.temporary);
    await removeOrphans(places.temporary, Date.now());
  } catch (error) {
    throw asStorageError(error, `Opening the artifact folder ${root}`);
  }
  return { ...writing(places), ...reading(places), ...keeping(places, root) };
}

type Writing = Pick<ArtifactStore, 'putBytes' | 'putText' | 'putJson' | 'putStream'>;
type Reading = Pick<ArtifactStore, 'getBytes' | 'getText' | 'getJson' | 'getStream'>;

function writing(places: FolderPlaces): Writing {
  const putBytes: Writing['putBytes'] = (bytes, meta) => writeArtifact(places, [bytes], meta, Number.POSITIVE_INFINITY);
  return {
    putBytes,
    putText: (text, meta) => putBytes(Buffer.from(text), meta),
    putJson: (value, title) => putBytes(Buffer.from(canonicalJson(value)), { mediaType: 'application/json', title }),
    putStream: (stream, meta, maxBytes) => writeArtifact(places, chunksOf(stream), meta, maxBytes),
  };
}

function reading(places: FolderPlaces): Reading {
  async function getBytes(sha256: string): Promise<Uint8Array> {
    const bytes = await reached(sha256, () => readFile(artifactPath(places, sha256)));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw corruptArtifact(sha256);
    return bytes;
  }
  const getText = async (sha256: string): Promise<string> => textOf(sha256, await getBytes(sha256));
  return {
    getBytes,
    getText,
    getJson: async (sha256) => jsonOf(sha256, await getText(sha256)),
    getStream: async (sha256) =>
      new VerifiedRead(await reached(sha256, () => open(artifactPath(places, sha256))), sha256),
  };
}
