import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes folders whose entries survive a power cut. */
export interface DurableFolders {
  /** Makes the folder and its missing parents up to the root, each written to disk in the folder above it. */
  ensure(folder: string): Promise<void>;
  /** Writes the entries of a folder to disk: what a rename needs before it may be called done. */
  sync(folder: string): Promise<void>;
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Folders below `root`. Each is synced once per process even where it exists already:
 * another process may have made it a moment ago without having synced it yet.
 */
export function durableFolders(root: string): DurableFolders {
  const known = new Set<string>();
  async function ensure(folder: string): Promise<void> {
    if (known.has(folder)) return;
    if (folder !== root) await ensure(dirname(folder));
    await mkdir(folder, { recursive: true });
    await sync(dirname(folder));
    known.add(folder);
  }
  return { ensure, sync };
}
