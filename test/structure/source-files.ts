import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the clone. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** Every file that is tracked or could be: what the ignore rules leave, relative to the root. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(listed.split('\n'))].filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function typeScriptFiles(): string[] {
  return repositoryFiles().filter((path) => /\.tsx?$/.test(path));
}
