import type { ArtifactRef } from '../../contract/artifact.ts';
import { roundOf } from '../../contract/state/rounds.ts';
import type { JobRun } from '../engine/job-run.ts';

/** Divides the document into the parts that are looked up side by side. */
export async function divideDocument(job: JobRun, sources: ArtifactRef): Promise<ArtifactRef> {
  const { comment } = roundOf(job.state, 'plan');
  const { output } = await job.call(() => job.activities.work.divideDocument({ sources, comment }));
  return output;
}
