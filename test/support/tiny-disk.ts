import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of a given size, to be filled. */
export interface TinyDisk {
  folder: string;
  remove(): void;
}

/** Mounts a tiny disk in memory; null where this machine does not let us. */
export function mountTinyDisk(kilobytes: number): TinyDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-tiny-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    remove() {
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
