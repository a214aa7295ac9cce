import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { DossierError } from '../../../contract/failures.ts';
import { ROOT } from '../../config.ts';

/** The servers that are built with Go. */
export const SERVER_NAMES = ['temporalServer', 'temporalSql', 's3'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];

/**
 * Where the servers are, by `scripts/server-programs.js`, which builds what is missing unless `onlyLook`. `report` gets its lines of progress.
 * Throws `internal` with its one line that says what is wrong.
 */
export async function locateServers<Name extends ServerName>(
  names: readonly Name[],
  options: { onlyLook?: boolean; report?(line: string): void } = {},
): Promise<Record<Name, string>> {
  const script = join(ROOT, 'scripts', 'server-programs.js');
  const running = promisify(execFile)(process.execPath, [script, ...names, ...(options.onlyLook ? ['--check'] : [])]);
  running.child.stderr?.on('data', (chunk) => {
    for (const [, line = ''] of String(chunk).matchAll(/^servers: (.*)$/gm)) options.report?.(line);
  });
  try {
    const { stdout } = await running;
    return z.record(z.string(), z.string()).parse(JSON.parse(stdout)) as Record<Name, string>;
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim().split('\n').at(-1) : '';
    throw new DossierError('internal', said || 'The servers of the scaled-out form could not be found.', { cause });
  }
}

/** The folder of Debian's newest installed PostgreSQL; null where there is none. */
export function postgresPrograms(): string | null {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`);
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}
