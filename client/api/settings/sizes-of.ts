import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { SizesAnswer } from '../../../contract/api-answers.ts';

type Sizes = SizesAnswer['sizes'];

/** What SQLite keeps beside a database. */
const BESIDE = ['-wal', '-shm', '-journal'];

/** How much of the disk each part takes: a folder with all in it, a database with what lies beside it. Files that go meanwhile do not count. */
export async function sizesOf(paths: Readonly<Record<string, string>>): Promise<Sizes> {
  const sizes: Sizes = {};
  for (const [name, path] of Object.entries(paths)) sizes[name] = isAbsolute(path) ? await sizeOf(path) : null;
  return sizes;
}

async function sizeOf(path: string): Promise<Sizes[string]> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  const sum = { bytes: 0, files: 0 };
  if (found.isDirectory()) await addFolder(path, sum);
  else for (const file of [path, ...BESIDE.map((end) => `${path}${end}`)]) await addFile(file, sum);
  return sum;
}

async function addFolder(folder: string, sum: { bytes: number; files: number }): Promise<void> {
  const entries = await opendir(folder).catch(() => null);
  if (entries === null) return;
  for await (const entry of entries) await addEntry(folder, entry, sum);
}

async function addEntry(folder: string, entry: Dirent, sum: { bytes: number; files: number }): Promise<void> {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) await addFolder(path, sum);
  else if (entry.isFile()) await addFile(path, sum);
}

async function addFile(path: string, sum: { bytes: number; files: number }): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return;
  sum.bytes += found.size;
  sum.files += 1;
}
