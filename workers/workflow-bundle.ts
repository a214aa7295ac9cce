import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { Settings } from '../contract/configuration.ts';
import { sha256OfText } from '../contract/hash.ts';
import { ROOT } from './config.ts';
import { writePrivateFile } from './private-file.ts';
import { systemErrorCode } from './system-error.ts';
import { sourcesHash } from './workflow-sources.ts';

const NAME = /^workflows-[0-9a-f]{64}\.js$/;

/** Where built bundles are kept: beside the packages they were built from, for all data folders of this clone. */
export const BUNDLE_CACHE = join(ROOT, 'node_modules', '.cache', 'dossier');

/** The code of a kept bundle; undefined where there is none to be read, or where its first line does not fit the rest. */
function kept(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.indexOf('\n');
    const code = text.slice(end + 1);
    return text.slice(0, end) === `// ${sha256OfText(code)}` ? code : undefined;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** Keeps a bundle and forgets older ones. A folder that cannot be written only means that the next start builds again. */
function keep(folder: string, name: string, code: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writePrivateFile(join(folder, name), `// ${sha256OfText(code)}\n${code}`);
    for (const other of readdirSync(folder)) if (NAME.test(other) && other !== name) rmSync(join(folder, other));
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}

/**
 * The workflows as one piece of code. Building it takes seconds, and it stands between a killed worker and the next step of its jobs:
 * so it is built once for the same sources.
 */
export async function workflowBundle(folder: string = BUNDLE_CACHE): Promise<{ code: string }> {
  const name = `workflows-${sourcesHash()}.js`;
  const found = kept(join(folder, name));
  if (found !== undefined) return { code: found };
  const workflowsPath = join(ROOT, 'workflows', 'index.ts');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  keep(folder, name, code);
  return { code };
}

/** The bundle that a worker with these settings runs: built, or the one that a test put in its place. */
export async function bundleFor({ DOSSIER_WORKFLOW_BUNDLE: path }: Settings): Promise<{ code: string }> {
  return path === undefined ? await workflowBundle() : { code: readFileSync(path, 'utf8') };
}
