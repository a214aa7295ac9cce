import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { DossierError } from '../../../contract/failures.ts';
import { takeFolderLock } from '../../folder-lock.ts';
import { type DataPaths, dataPaths } from '../../paths.ts';
import { sync } from './durable.ts';
import { ARTIFACT_LIST, artifactFile, type Manifest, readManifest } from './manifest.ts';

/** What is restored, to where, and who is told how far it is. */
export interface RestoreOptions {
  source: string;
  dataFolder: string;
  progress(words: string): void;
}

/**
 * Puts a backup into an empty data folder on which nothing runs; every byte is verified on the way. The parts get their names when all are there;
 * what an interrupted restore left is replaced by the next one, and `dossier up` refuses it.
 * Throws `backup-invalid` for a torn or altered backup, `path-taken` where the data folder holds data, `data-folder-held`.
 */
export async function restoreBackup({ source, dataFolder, progress }: RestoreOptions): Promise<Manifest> {
  const from = resolve(source);
  const paths = dataPaths(resolve(dataFolder));
  if (!existsSync(from)) throw new DossierError('path-missing', `There is no ${from}.`, { field: 'DIR' });
  const manifest = readManifest(from);
  await mkdir(paths.folder, { recursive: true, mode: 0o700 });
  const lock = takeFolderLock(paths.lock);
  if (lock === undefined)
    throw new DossierError('data-folder-held', `An instance runs on the data folder ${paths.folder}.`, {
      remedy: 'Stop it with `dossier down`, then restore into an empty folder (--data DIR).',
    });
  try {
    await makeEmpty(paths, manifest);
    await mkdir(paths.restoring, { mode: 0o700 });
    await copyAll(from, paths.restoring, manifest, progress).catch(async (error: unknown) => {
      await rm(paths.restoring, { recursive: true, force: true });
      throw error;
    });
    for (const name of ['artifacts', ...manifest.files.map((file) => file.name)])
      if (name !== ARTIFACT_LIST) await rename(join(paths.restoring, name), join(paths.folder, name));
    await sync(paths.folder);
    await rm(paths.restoring, { recursive: true });
    return manifest;
  } finally {
    lock.release();
  }
}

/** Refuses a folder with data; removes what an interrupted restore left. */
async function makeEmpty(paths: DataPaths, { files }: Manifest): Promise<void> {
  const own = new Set([basename(paths.lock), basename(paths.logs)]);
  if (existsSync(paths.restoring)) {
    for (const name of ['artifacts', ...files.map((file) => file.name), basename(paths.restoring)])
      await rm(join(paths.folder, name), { recursive: true, force: true });
  }
  const there = readdirSync(paths.folder).filter(
    (name) => !own.has(name) && !name.startsWith(`${basename(paths.lock)}-`),
  );
  if (there.length === 0) return;
  throw new DossierError(
    'path-taken',
    `The data folder ${paths.folder} is not empty: it holds ${there.slice(0, 3).join(', ')}.`,
    {
      remedy: 'Restore into an empty folder (--data DIR), or move what is there away.',
    },
  );
}

async function copyAll(from: string, to: string, manifest: Manifest, progress: (words: string) => void): Promise<void> {
  for (const { name, sha256, bytes } of manifest.files) {
    progress(`restoring ${name}`);
    await copyVerified(join(from, name), join(to, name), { sha256, bytes });
  }
  const artifacts = join(to, 'artifacts');
  await mkdir(artifacts, { mode: 0o700 });
  const made = new Set<string>();
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(join(to, ARTIFACT_LIST)) })) {
    const [sha256 = '', bytes = ''] = line.split(' ');
    const path = artifactFile(artifacts, sha256);
    if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    made.add(dirname(path));
    await copyVerified(artifactFile(join(from, 'artifacts'), sha256), path, { sha256, bytes: Number(bytes) });
    count += 1;
    progress(`restoring artifacts: ${count.toLocaleString('en')} of ${manifest.artifacts.count.toLocaleString('en')}`);
  }
  for (const folder of made) await sync(folder);
  if (count !== manifest.artifacts.count) throw altered(join(from, ARTIFACT_LIST));
}

/** Copies bytes that are what the manifest says; never a link, so that the backup stays what it is. */
async function copyVerified(from: string, to: string, expected: { sha256: string; bytes: number }): Promise<void> {
  if (!existsSync(from))
    throw new DossierError('backup-invalid', `The backup is not whole: ${from} is missing.`, {
      field: expected.sha256,
    });
  const hash = createHash('sha256');
  const target = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of createReadStream(from)) {
      hash.update(chunk);
      await target.writeFile(chunk);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  if (hash.digest('hex') !== expected.sha256) throw altered(from);
}

function altered(path: string): DossierError {
  return new DossierError('backup-invalid', `The backup was altered: ${path} is not what it was when it was taken.`);
}
