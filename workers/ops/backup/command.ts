import { parseArgs } from 'node:util';
import { DossierError } from '../../../contract/failures.ts';
import { asStorageError } from '../../../store/disk-errors.ts';
import { loadConfiguration } from '../../config.ts';
import { exitCodeOf } from '../../up.ts';
import type { Manifest } from './manifest.ts';

const QUIET_MS = 2_000;
const SCALED_OUT = ['DATABASE_URL', 'ARTIFACTS_URL', 'TEMPORAL_ADDRESS'] as const;

/** What both commands do their work with. */
export interface Work {
  folder: string;
  dataFolder: string;
  progress(words: string): void;
}

/** Runs `dossier backup` or `dossier restore` with these arguments (`--data DIR [--json] -- FOLDER`) and ends the process. */
export async function runBackupCommand(
  args: readonly string[],
  work: (work: Work) => Promise<Manifest>,
  words: (manifest: Manifest, work: Work) => string,
): Promise<never> {
  const json = args.includes('--json');
  try {
    const given = readWork(args);
    const manifest = await work(given);
    const { files, ...rest } = manifest;
    const answer = { ...rest, folder: given.folder, dataFolder: given.dataFolder, files: files.length };
    process.stdout.write(`${json ? JSON.stringify(answer) : words(manifest, given)}\n`);
    process.exit(0);
  } catch (caught) {
    const error = asStorageError(caught, 'The copy');
    if (json) process.stdout.write(`${JSON.stringify({ error: error.failure })}\n`);
    process.stderr.write(`${error.message}\n${error.failure.remedy}\n`);
    process.exit(error.failure.class === 'input' ? 2 : exitCodeOf(error));
  }
}

function readWork(args: readonly string[]): Work {
  const options = { data: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const { settings } = loadConfiguration();
  const own = SCALED_OUT.find((name) => settings[name] !== undefined);
  if (own !== undefined)
    throw new DossierError(
      'configuration-invalid',
      `${own} is set: only what lies in the data folder is backed up and restored here.`,
      {
        field: own,
        remedy:
          'Back up PostgreSQL, the bucket and Temporal with their own tools, Temporal first, then the ledger, then the artifacts.',
      },
    );
  return { folder: positionals[0] ?? '', dataFolder: values.data ?? '', progress: slowly() };
}

/** Tells on stderr how far it is, every two seconds. */
function slowly(): (words: string) => void {
  let next = Date.now() + QUIET_MS;
  return (words) => {
    if (Date.now() < next) return;
    next = Date.now() + QUIET_MS;
    process.stderr.write(`  ${words} …\n`);
  };
}
