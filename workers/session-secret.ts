import { randomBytes } from 'node:crypto';
import type { DataPaths } from './paths.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** The secret that signs sessions of browsers: kept in the data folder, so that nobody has to sign in anew after a restart. */
export function sessionSecret({ sessionSecret: path }: DataPaths): string {
  const kept = readFileIfThere(path)?.trim();
  if (kept !== undefined && /^[0-9a-f]{64}$/.test(kept)) return kept;
  const secret = randomBytes(32).toString('hex');
  writePrivateFile(path, `${secret}\n`);
  return secret;
}
