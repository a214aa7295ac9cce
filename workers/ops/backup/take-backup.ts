import { randomUUID } from 'node:crypto';
import { constants, existsSync, readdirSync } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import { openFolderArtifacts } from '../../../store/artifacts/folder.ts';
import { type DataPaths, dataPaths } from '../../paths.ts';
import { readFileIfThere } from '../../private-file.ts';
import { systemErrorCode } from '../../system-error.ts';
import { sync } from './durable.ts';
import { ARTIFACT_LIST, artifactFile, hashOfFile, MANIFEST, type Manifest } from './manifest.ts';

/** All pages in one step: in several, a server that writes meanwhile makes it begin again and again. */
const ALL_PAGES = 2 ** 31 - 1;
const BUSY_MS = 10_000;

/** What is backed up, to where, and who is told how far it is. */
export interface BackupOptions {
  dataFolder: string;
  target: string;
  version: string;
  progress(words: string): void;
}

/**
 * Copies everything of a data folder, with or without an instance running on it: first Temporal's database, then the ledger, then the
 * artifacts, so that what an earlier part names is in the later ones. Artifacts are hard links where that is possible.
 * The folder appears under its name only when it is whole. Throws `path-taken` where it holds something, `path-missing` where there are
 * no data, `backup-invalid` where they are those of an interrupted restore.
 */
export async function takeBackup({ dataFolder, target, version, progress }: BackupOptions): Promise<Manifest> {
  const paths = dataPaths(resolve(dataFolder));
  const goal = resolve(target);
  if (existsSync(paths.restoring))
    throw new DossierError('backup-invalid', `The restore into ${paths.folder} was interrupted: it is not whole.`, {
      remedy: 'Run `dossier restore` again.',
    });
  if (!existsSync(paths.ledger))
    throw new DossierError('path-missing', `There is nothing to back up: ${paths.folder} holds no data.`);
  if (existsSync(goal) && readdirSync(goal).length > 0)
    throw new DossierError('path-taken', `${goal} is not empty.`, { field: 'DIR' });
  const folder = join(dirname(goal), `.${basename(goal)}.unfinished-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const manifest = await fill(folder, paths, version, progress);
    await rename(folder, goal);
    await sync(dirname(goal));
    return manifest;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  folder: string,
  paths: DataPaths,
  version: string,
  progress: (words: string) => void,
): Promise<Manifest> {
  const temporalVersion = readFileIfThere(paths.temporalVersion)?.trim() ?? null;
  for (const path of [paths.temporal, paths.ledger]) {
    progress(`copying ${basename(path)}`);
    if (existsSync(path)) await copyDatabase(path, join(folder, basename(path)));
  }
  for (const path of [paths.temporalVersion, paths.epoch])
    if (existsSync(path)) await copyFile(path, join(folder, basename(path)));
  const artifacts = await copyArtifacts(paths.artifacts, folder, progress);
  const files: Manifest['files'] = [];
  for (const name of readdirSync(folder).filter((one) => one !== basename(paths.artifacts))) {
    await sync(join(folder, name));
    files.push({ name, ...(await hashOfFile(join(folder, name))) });
  }
  const takenAt = instantOf(Date.now());
  const manifest: Manifest = { schema: 'dossier.backup/1', takenAt, version, temporalVersion, files, artifacts };
  const path = join(folder, MANIFEST);
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  await sync(folder);
  return manifest;
}

/** A copy as of one moment, without the write-ahead log beside it. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const database = new DatabaseSync(from, { timeout: BUSY_MS });
  try {
    await backup(database, to, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
  const copy = new DatabaseSync(to);
  try {
    // Without this it would make files of its own beside it when it is looked at.
    copy.exec('pragma journal_mode = delete');
  } finally {
    copy.close();
  }
}

async function copyArtifacts(
  source: string,
  folder: string,
  progress: (words: string) => void,
): Promise<Manifest['artifacts']> {
  const target = join(folder, basename(source));
  await mkdir(target, { mode: 0o700 });
  const sum = { count: 0, bytes: 0 };
  const list = await open(join(folder, ARTIFACT_LIST), 'wx', 0o600);
  const made = new Set<string>();
  try {
    if (!existsSync(source)) return sum;
    for await (const { sha256, bytes } of (await openFolderArtifacts(source)).list()) {
      const to = artifactFile(target, sha256);
      if (!made.has(dirname(to))) await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      made.add(dirname(to));
      if (!(await linkOrCopy(artifactFile(source, sha256), to))) continue;
      await list.write(`${sha256} ${bytes}\n`);
      sum.count += 1;
      sum.bytes += bytes;
      progress(`copying artifacts: ${sum.count.toLocaleString('en')}`);
    }
    for (const made1 of made) await sync(made1);
    return sum;
  } finally {
    await list.close();
  }
}

/** False where it was deleted meanwhile. */
async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    // Another disk, or one without links.
  }
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await sync(to);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
