import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../contract/configuration.ts';
import { sha256OfText } from '../contract/hash.ts';
import { ROOT } from './config.ts';
import type { DataPaths } from './paths.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** Folders whose files make up the bundle of the workflows, beside packages. */
const SOURCES = ['contract', 'workflows'];

/** Hash of everything that a bundle is built from: our sources, and the lock file for the packages and the SDK. */
export function sourcesHash(): string {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => join(folder, name)),
  );
  const parts = [...files, 'package-lock.json'].map((path) => `${path}\n${readFileSync(join(ROOT, path), 'utf8')}`);
  return sha256OfText(parts.join('\n'));
}

/** The workflows that a worker would run now, against those of the last start on a data folder. */
export interface WorkflowsNow {
  hash: string;
  /** Whether there may be open jobs whose histories other workflows wrote. */
  haveChanged: boolean;
}

/**
 * Compares the workflows with those that the last start on this data folder ran. A new folder has no jobs;
 * pinned workers take no jobs of another build.
 */
export function workflowsNow(paths: DataPaths, settings: Settings): WorkflowsNow {
  const { DOSSIER_WORKFLOW_BUNDLE: built, DOSSIER_WORKER_VERSIONING: versioning } = settings;
  const hash = built === undefined ? sourcesHash() : sha256OfText(readFileSync(built, 'utf8'));
  const before = readFileIfThere(paths.workflows)?.trim();
  const mayHaveJobs = before !== undefined || existsSync(paths.ledger);
  return { hash, haveChanged: before !== hash && mayHaveJobs && versioning === 'off' };
}

/** Remembers which workflows this start runs, once its open jobs were looked at. */
export function rememberWorkflows(paths: DataPaths, { hash }: WorkflowsNow): void {
  if (readFileIfThere(paths.workflows)?.trim() !== hash) writePrivateFile(paths.workflows, `${hash}\n`);
}
