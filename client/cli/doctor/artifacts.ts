import type { Damage, MaintenanceProgress } from '../../../contract/maintenance.ts';
import type { Connection } from '../connection.ts';
import { type Check, sizeWords } from './check.ts';

const NAME = 'artifacts';

/** Verifies the bytes of every artifact that is named: a problem for each that is lost. */
export async function checkArtifacts(
  { client }: Connection,
  progress: (progress: MaintenanceProgress) => void,
): Promise<Check[]> {
  const { verified, damaged } = await client.checkArtifacts(progress);
  const words = `${verified.artifacts.toLocaleString('en')} verified (${sizeWords(verified.bytes)})`;
  if (damaged.length === 0) return [{ name: NAME, state: 'good', words }];
  return [{ name: NAME, state: 'note', words }, ...damaged.map(problemOf)];
}

function problemOf({ sha256, what, jobs }: Damage): Check {
  const needing = jobs.map(({ id, steps }) =>
    steps.length === 0 ? `${id} (its input)` : `${id} (${steps.join(', ')})`,
  );
  const sentence = what === 'missing' ? 'is missing' : 'was altered: its bytes no longer match its name';
  const rewinds = jobs.flatMap(({ id, steps }) =>
    steps[0] === undefined ? [] : [`\`dossier rewind ${id} ${steps[0]}\``],
  );
  const again = rewinds.length === 0 ? 'upload the same document again' : `make it anew: ${rewinds.join(', ')}`;
  return {
    name: NAME,
    state: 'problem',
    words: `${sha256} ${sentence}. ${needing.length === 0 ? 'No job in the list needs it.' : `Needed by ${needing.join(', ')}.`}`,
    remedy: `Restore its bytes from a backup, or ${again}.`,
  };
}
