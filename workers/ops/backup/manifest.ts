import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DossierError } from '../../../contract/failures.ts';
import { sha256Schema } from '../../../contract/ids.ts';
import { instantSchema } from '../../../contract/instants.ts';

/** The file that is written last: a folder without it is no backup. */
export const MANIFEST = 'backup.json';
/** Hash and size of every artifact, a line each. */
export const ARTIFACT_LIST = 'artifacts.list';

/** What a backup says of itself. */
export const manifestSchema = z.object({
  schema: z.literal('dossier.backup/1'),
  takenAt: instantSchema,
  /** Version of Dossier that took it, and of the Temporal server whose database it holds (null: none ever ran). */
  version: z.string(),
  temporalVersion: z.string().nullable(),
  files: z.array(z.object({ name: z.string().regex(/^[a-z][a-z.-]*$/), bytes: z.int(), sha256: sha256Schema })),
  artifacts: z.object({ count: z.int(), bytes: z.int() }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Reads the manifest of a backup; throws `backup-invalid` where there is none that can be understood. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (!existsSync(path))
    throw new DossierError('backup-invalid', `${folder} is no finished backup: it has no ${MANIFEST}.`);
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new DossierError('backup-invalid', `${path} is damaged, or of another version of Dossier.`, { cause });
  }
}

/** The SHA-256 and size of a file, read as a stream. */
export async function hashOfFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Where an artifact stands below a folder of artifacts. */
export function artifactFile(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}
