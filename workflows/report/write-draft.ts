import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { Round } from '../../contract/state/job-state.ts';
import { askModel } from '../engine/ask-model.ts';
import type { JobRun } from '../engine/job-run.ts';
import type { Finished } from '../engine/unit.ts';

/** Has a model write the draft, from the one before it where checks or a reviewer sent it back. */
export async function writeDraft(
  job: JobRun,
  place: Place,
  round: Round,
  told: { sources: ArtifactRef; plan: ArtifactRef; notes: ArtifactRef },
): Promise<Finished> {
  // A round that starts before the draft carries a plan as its base, which is no draft to go on from.
  const goesOn = round.from === 'draft';
  const { brief, houseBrief } = job.state.input;
  const inputs = {
    ...told,
    brief,
    houseBrief,
    previous: goesOn ? round.base : null,
    findings: round.findings,
    comment: job.place(place).changes?.comment ?? (goesOn ? round.comment : ''),
  };
  const answer = await askModel(job, place, 'draft', 0, (request) =>
    job.activities.models.writeDraft.executeWithOptions({ summary: placeKey(place) }, [request, inputs]),
  );
  return { output: answer.output, facts: answer.facts };
}
