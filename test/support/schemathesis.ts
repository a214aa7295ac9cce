import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { sha256OfText } from '../../contract/hash.ts';

const REQUIREMENTS = join(import.meta.dirname, 'schemathesis-requirements.txt');
const run = promisify(execFile);

/**
 * The Python that has schemathesis, in the user's cache; made there by the first run on a machine, which takes about a minute and needs the package
 * index. Null, and said aloud, where Python, its `venv` or the index is missing.
 */
export async function pythonWithSchemathesis(): Promise<string | null> {
  const version = sha256OfText(await readFile(REQUIREMENTS, 'utf8')).slice(0, 12);
  const folder = join(cacheFolder(), 'dossier', `schemathesis-${version}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  // Made beside its place and moved there whole: another run may make it at the same time, and this one may be cut off.
  const made = `${folder}.${process.pid}`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await run('python3', ['-m', 'venv', made], { timeout: 120_000 });
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    await run(join(made, 'bin', 'python'), install, { timeout: 240_000 });
    await rename(made, folder).catch((error: unknown) => {
      if (!existsSync(python)) throw error;
    });
    return python;
  } catch (error) {
    console.warn(
      `SKIPPED: requests from the OpenAPI document. Python 3 with venv and the package index are needed: ${error}`,
    );
    return null;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  const ofPlatform = process.platform === 'darwin' ? join('Library', 'Caches') : '.cache';
  return process.env.XDG_CACHE_HOME ?? join(homedir(), ofPlatform);
}
