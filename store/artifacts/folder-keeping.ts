import { opendir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DossierError } from '../../contract/failures.ts';
import { asStorageError, systemErrorCode } from '../disk-errors.ts';
import { isName, reached } from './folder-touch.ts';
import { artifactPath, type FolderPlaces } from './folder-writer.ts';
import type { ArtifactStore, StoredArtifact } from './port.ts';
import { temporaryName } from './temporary-files.ts';

type Keeping = Pick<ArtifactStore, 'stat' | 'touch' | 'list' | 'delete' | 'deleteOlder' | 'freeBytes'>;

/** What a folder of artifacts does beside writing and reading. */
export function keeping(places: FolderPlaces, root: string): Keeping {
  const size = async (sha256: string) => (await stat(artifactPath(places, sha256))).size;
  return {
    stat: (sha256) => orNull(() => reached(sha256, () => size(sha256))),
    touch: (sha256) =>
      orNull(() =>
        reached(sha256, async () => {
          const now = new Date();
          await utimes(artifactPath(places, sha256), now, now);
          return size(sha256);
        }),
      ),
    list: () => listed(root),
    async delete(sha256) {
      if (isName(sha256)) await deleting(sha256, () => rm(artifactPath(places, sha256), { force: true }));
    },
    deleteOlder: (sha256, modifiedBefore) =>
      deleting(sha256, async () => isName(sha256) && takeAway(places, sha256, modifiedBefore)),
    async freeBytes() {
      const disk = await statfs(root).catch((error) => {
        throw asStorageError(error, 'Asking for free disk space');
      });
      return disk.bavail * disk.bsize;
    },
  };
}

/**
 * Takes the file out of its place before looking at its age: what is written or touched later then finds the place
 * empty, so that nothing can become young between the look and the deletion. A young one is put back.
 */
async function takeAway(places: FolderPlaces, sha256: string, modifiedBefore: number): Promise<boolean> {
  const place = artifactPath(places, sha256);
  const isYoung = async (path: string) => (await stat(path)).mtimeMs >= modifiedBefore;
  try {
    if (await isYoung(place)) return false;
    const taken = join(places.temporary, temporaryName());
    await rename(place, taken);
    const young = await isYoung(taken);
    await (young ? rename(taken, place) : rm(taken));
    return !young;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Walks `aa/bb/<sha256>` two levels deep; at most one folder is open on each. */
async function* listed(root: string): AsyncGenerator<StoredArtifact> {
  for await (const first of entries(root, /^[0-9a-f]{2}$/))
    for await (const second of entries(join(root, first), /^[0-9a-f]{2}$/))
      for await (const sha256 of entries(join(root, first, second), /^[0-9a-f]{64}$/)) {
        const file = await whereThere(() => stat(join(root, first, second, sha256)));
        if (file !== null) yield { sha256, bytes: file.size, modifiedAt: Math.floor(file.mtimeMs) };
      }
}

async function* entries(folder: string, name: RegExp): AsyncGenerator<string> {
  const open = await whereThere(() => opendir(folder));
  if (open === null) return;
  try {
    for await (const entry of open) if (name.test(entry.name)) yield entry.name;
  } catch (error) {
    throw asStorageError(error, `Listing the artifact folder ${folder}`);
  }
}

/** Null for what was deleted while the listing came to it. */
async function whereThere<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw asStorageError(error, 'Listing the artifact folder');
  }
}

async function orNull<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof DossierError && error.code === 'artifact-not-found') return null;
    throw error;
  }
}

function deleting<T>(sha256: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error) => {
    throw asStorageError(error, `Deleting artifact ${sha256}`);
  });
}
