import { createHash } from 'node:crypto';
import { open, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DossierError } from '../../contract/failures.ts';
import { canonicalJson } from '../../contract/hash.ts';
import { sha256Schema } from '../../contract/ids.ts';
import { asStorageError, systemErrorCode } from '../disk-errors.ts';
import { durableFolders } from './durable-folders.ts';
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
type Keeping = Pick<ArtifactStore, 'stat' | 'delete' | 'freeBytes'>;

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
  async function getText(sha256: string): Promise<string> {
    const bytes = await getBytes(sha256);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      throw new DossierError('document-encoding', `Artifact ${sha256} is not UTF-8 text.`, { cause: error });
    }
  }
  async function getJson(sha256: string): Promise<unknown> {
    const text = await getText(sha256);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new DossierError('internal', `Artifact ${sha256} was read as JSON, which it is not.`, { cause: error });
    }
  }
  return {
    getBytes,
    getText,
    getJson,
    getStream: async (sha256) =>
      new VerifiedRead(await reached(sha256, () => open(artifactPath(places, sha256))), sha256),
  };
}

function keeping(places: FolderPlaces, root: string): Keeping {
  return {
    async stat(sha256) {
      try {
        return (await reached(sha256, () => stat(artifactPath(places, sha256)))).size;
      } catch (error) {
        if (error instanceof DossierError && error.code === 'artifact-not-found') return null;
        throw error;
      }
    },
    async delete(sha256) {
      if (!isName(sha256)) return;
      await rm(artifactPath(places, sha256), { force: true }).catch((error) => {
        throw asStorageError(error, `Deleting artifact ${sha256}`);
      });
    },
    async freeBytes() {
      const disk = await statfs(root).catch((error) => {
        throw asStorageError(error, 'Asking for free disk space');
      });
      return disk.bavail * disk.bsize;
    },
  };
}

function isName(sha256: string): boolean {
  return sha256Schema.safeParse(sha256).success;
}

/** Touches an artifact's file. A name that is no hash is not found either, and so never becomes a path. */
async function reached<T>(sha256: string, touch: () => Promise<T>): Promise<T> {
  const missing = () => new DossierError('artifact-not-found', `There is no artifact ${sha256.slice(0, 64)}.`);
  if (!isName(sha256)) throw missing();
  try {
    return await touch();
  } catch (error) {
    throw systemErrorCode(error) === 'ENOENT' ? missing() : asStorageError(error, `Reading artifact ${sha256}`);
  }
}
