import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseEnv } from 'node:util';
import type { SettingProblem } from '../contract/configuration.ts';
import { malformedLines } from '../contract/env-lines.ts';

/** Reads a file of settings with Node's rules; a missing file is an empty one. */
export function readEnvFile(path: string): { variables: Record<string, string>; problems: SettingProblem[] } {
  if (!existsSync(path)) return { variables: {}, problems: [] };
  const text = readFileSync(path, 'utf8');
  const variables = Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return { variables, problems: malformedLines(text, basename(path)) };
}
