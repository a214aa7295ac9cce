import type { ArtifactRef } from '../../contract/artifact.ts';
import { failure } from '../../contract/failures.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';
import { Parked } from '../engine/unit.ts';
import { tenantOf } from './tenant.ts';

/** Reads what was attached: passages with locators, tables, and the index over both. */
export async function ingest(job: JobRun): Promise<ArtifactRef> {
  const done = await step(job, 'ingest', async () => {
    const attachments = job.state.input.sources;
    const summary = `read ${job.state.input.sourceCount} documents`;
    const read = await job.call(() =>
      job.activities.work.ingestSources.executeWithOptions({ summary }, [{ ...tenantOf(job), attachments }]),
    );
    if (read.facts.sources === read.facts.unreadable) {
      throw new Parked(failure('no-documents', 'None of the attached documents could be read.'));
    }
    return read;
  });
  return done.output;
}
