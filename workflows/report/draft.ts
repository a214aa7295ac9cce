import type { ArtifactRef } from '../../contract/artifact.ts';
import { placeKey } from '../../contract/place.ts';
import { roundOf } from '../../contract/state/rounds.ts';
import { askModel } from '../engine/ask-model.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';

/** Writes the draft of the present round, or takes up the one that a person edited. */
export async function draft(
  job: JobRun,
  told: { sources: ArtifactRef; plan: ArtifactRef; notes: ArtifactRef },
): Promise<ArtifactRef> {
  const round = roundOf(job.state, 'draft');
  const { output } = await step(job, 'draft', async (place) => {
    if (round.because === 'edit') return { output: round.base, facts: {}, edited: true };
    // A round that starts before the draft carries a plan as its base, which is no draft to go on from.
    const previous = round.from === 'draft' ? round.base : null;
    const { brief, houseBrief } = job.state.input;
    const inputs = {
      ...told,
      brief,
      houseBrief,
      previous,
      findings: round.findings,
      comment: round.from === 'draft' ? round.comment : '',
    };
    const { writeDraft } = job.activities.models;
    const answer = await askModel(job, place, 'draft', 0, (request) =>
      writeDraft.executeWithOptions({ summary: placeKey(place) }, [request, inputs]),
    );
    return { output: answer.output, facts: answer.facts };
  });
  return output;
}
