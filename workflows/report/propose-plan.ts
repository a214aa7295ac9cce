import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { roundOf } from '../../contract/state/rounds.ts';
import { askModel } from '../engine/ask-model.ts';
import type { JobRun } from '../engine/job-run.ts';

/** Has a model plan the report, from the plan before and the reviewer's comment where one was sent back. */
export async function proposePlan(job: JobRun, place: Place, sources: ArtifactRef): Promise<ArtifactRef> {
  const { base, comment } = roundOf(job.state, 'plan');
  const { brief, houseBrief } = job.state.input;
  const told = job.place(place).changes?.comment ?? comment;
  const inputs = { brief, houseBrief, sources, previous: base, comment: told };
  const { planReport } = job.activities.models;
  const answer = await askModel(job, place, 'plan', 0, (request) =>
    planReport.executeWithOptions({ summary: placeKey(place) }, [request, inputs]),
  );
  return answer.output;
}
