import { LOCAL_ADMINISTRATOR, LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import { extensionOf } from '../../../contract/document-reading.ts';
import { type ExtractionAnswer, extractionDigestSchema } from '../../../contract/extraction-api.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { ReadingControl } from '../reading-control.ts';

/** What reading an upload needs. */
export interface ExtractionParts {
  artifacts: ArtifactStore;
  readings: ReadingControl;
  timeScale: number;
}

/** Has an upload read, so that a person sees what it gives before a job begins; throws `artifact-not-found`. */
export async function extractionOfUpload(
  { artifacts, readings, timeScale }: ExtractionParts,
  { sha256, name }: { sha256: string; name: string },
): Promise<ExtractionAnswer> {
  // From now on it counts as young: what somebody looks at is no garbage.
  const bytes = await artifacts.touch(sha256);
  if (bytes === null) {
    throw new DossierError('artifact-not-found', `There is no artifact ${sha256}.`, {
      remedy: 'Upload the file first.',
    });
  }
  const tenant = { organisation: LOCAL_ORGANISATION, owner: LOCAL_ADMINISTRATOR };
  const given = await readings.read({ ...tenant, sha256, bytes, extension: extensionOf(name), timeScale });
  if ('progress' in given) return { status: 'reading', progress: given.progress };
  return extractionDigestSchema.parse(await artifacts.getJson(given.digest.sha256));
}
