import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Check, sizeWords } from './check.ts';

const NEEDED_BYTES = 500_000_000;

function bytesBelow(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  // What goes away while it is being counted counts nothing.
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}

function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path));
}

/** Free space where the data lives, or will live. */
export function checkDisk(dataFolder: string): Check {
  const { bavail, bsize } = statfsSync(nearestThere(dataFolder));
  const free = bavail * bsize;
  if (free >= NEEDED_BYTES) return { name: 'disk', state: 'good', words: `${sizeWords(free)} free` };
  return {
    name: 'disk',
    state: 'problem',
    words: `${sizeWords(free)} free; below 500 MB nothing new is taken`,
    remedy: 'Free disk space, or choose another data folder with DOSSIER_DATA.',
  };
}

/** The data folder and each path in it with its size. */
export function checkDataFolder(dataFolder: string): Check[] {
  if (!existsSync(dataFolder)) {
    return [{ name: 'data folder', state: 'note', words: `${dataFolder} (not there yet: the first start makes it)` }];
  }
  const parts = readdirSync(dataFolder)
    .toSorted()
    .map((name) => ({ path: join(dataFolder, name), bytes: bytesBelow(join(dataFolder, name)) }));
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    { name: 'data folder', state: 'good', words: `${dataFolder} (${sizeWords(total)})` },
    ...parts.map(({ path, bytes }): Check => ({ name: '', state: 'note', words: `${path} (${sizeWords(bytes)})` })),
  ];
}
