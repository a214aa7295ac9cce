import { constants, copyFileSync, existsSync } from 'node:fs';
import { DossierError } from '../contract/failures.ts';
import type { DataPaths } from './paths.ts';
import { freePort, isPortFree, LOOPBACK } from './ports.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';
import { SEARCH_ATTRIBUTES } from './search-attributes.ts';
import type { TemporalProgram } from './temporal-program.ts';
import { TEMPORAL_TUNING } from './temporal-tuning.ts';

/** `synchronous=full`: with less, a decision that was acknowledged can be lost in a power cut. */
const PRAGMAS = { journal_mode: 'WAL', synchronous: 'full' };

function repeated(flag: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/** All arguments of the embedded development server: loopback only, no web interface, quiet, tuned. */
export function temporalArguments(database: string, port: number, namespace: string): string[] {
  return [
    ...['server', 'start-dev', '--headless', '--ip', LOOPBACK, '--port', String(port)],
    ...['--db-filename', database, '--namespace', namespace, '--log-level', 'warn'],
    // The person's own Temporal profile is about other servers.
    ...['--disable-config-env', '--disable-config-file'],
    ...repeated('--sqlite-pragma', PRAGMAS),
    ...repeated('--dynamic-config-value', TEMPORAL_TUNING),
    ...repeated('--search-attribute', SEARCH_ATTRIBUTES),
  ];
}

/** The port for the next start of the server: the one it had, so that its clients find it again, else a free one. */
export async function temporalPort(previous: number | undefined): Promise<number> {
  return previous !== undefined && (await isPortFree(previous)) ? previous : freePort();
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/**
 * Before a server of another minor version takes over the database, copies it beside itself; then records the version.
 * Call it only while no server runs on the database. Gives the path of the copy, when one was made.
 */
export function guardServerVersion(paths: DataPaths, program: TemporalProgram): string | undefined {
  const recorded = readFileIfThere(paths.temporalVersion)?.trim();
  let copy: string | undefined;
  if (recorded && minorOf(recorded) !== minorOf(program.serverVersion) && existsSync(paths.temporal)) {
    copy = `${paths.temporal}.before-${program.serverVersion}`;
    try {
      // The write-ahead log holds what the database file does not have yet.
      for (const suffix of ['', '-wal', '-shm']) {
        const from = `${paths.temporal}${suffix}`;
        if (existsSync(from)) copyFileSync(from, `${copy}${suffix}`, constants.COPYFILE_FICLONE);
      }
    } catch (cause) {
      throw new DossierError(
        'storage-failed',
        `The Temporal database could not be copied to ${copy} before its server changes from ${recorded} to ${program.serverVersion}.`,
        { cause },
      );
    }
  }
  if (recorded !== program.serverVersion) writePrivateFile(paths.temporalVersion, `${program.serverVersion}\n`);
  return copy;
}
