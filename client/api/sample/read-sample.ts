import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DossierError } from '../../../contract/failures.ts';
import type { SampleAnswer } from '../../../contract/sample-api.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { mediaTypeOf } from '../uploads/media-type.ts';

const EXAMPLES = resolve(import.meta.dirname, '..', '..', '..', 'examples');
const SAMPLE = 'model-migration';
const MOST_BYTES = 10_000_000;

/** The sample question with its documents, which are stored for the job that is to come. Throws `not-found` where this installation has no examples. */
export async function readSample(artifacts: ArtifactStore, folder: string = EXAMPLES): Promise<SampleAnswer> {
  try {
    const question = (await readFile(join(folder, `${SAMPLE}.question.txt`), 'utf8')).trim();
    const attachments: SampleAnswer['attachments'] = [];
    for (const name of (await readdir(join(folder, SAMPLE))).sort()) {
      const bytes = createReadStream(join(folder, SAMPLE, name));
      const artifact = await artifacts.putStream(bytes, { mediaType: mediaTypeOf(name), title: name }, MOST_BYTES);
      attachments.push({ artifact, name });
    }
    return {
      ...{ question, attachments, audience: 'The steering group', length: 'standard' },
      ...{ risk: 'medium', tags: ['sample'] },
    };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new DossierError('not-found', 'This installation has no sample documents.', {
      remedy: 'Attach documents of your own.',
      cause: error,
    });
  }
}
