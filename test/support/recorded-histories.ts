import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { History } from './job-histories.ts';

/** Where recorded histories are kept. */
export const HISTORIES = fileURLToPath(new URL('../histories', import.meta.url));

/** Names of the recorded runs. */
export function recordedNames(): string[] {
  return readdirSync(HISTORIES)
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

/** Reads one recorded run. */
export function recordedHistory(name: string): History {
  return historyFromJSON(JSON.parse(readFileSync(join(HISTORIES, `${name}.json`), 'utf8')));
}
