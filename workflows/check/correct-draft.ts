import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { Round } from '../../contract/state/job-state.ts';
import { askModel } from '../engine/ask-model.ts';
import type { JobRun } from '../engine/job-run.ts';
import { batchesOf, firstOutput, part, parts } from '../engine/step.ts';
import type { Finished } from '../engine/unit.ts';
import type { DraftBasis } from '../steps/draft.ts';

/** The draft of a round: first the document as given with the evidence found for it, later what corrections made of it. */
export async function correctDraft(job: JobRun, place: Place, round: Round, told: DraftBasis): Promise<Finished> {
  const { plan, notes } = told;
  if (round.from !== 'draft' || round.base === null)
    return await job.call(() => job.activities.work.draftAsGiven({ plan, notes }));
  const faulty = { draft: round.base, findings: round.findings, comment: round.comment };
  const task = await part(job, place, 'faults', 'What is to be corrected', async () => {
    const { output, batches } = await job.call(() => job.activities.work.correctionTask(faulty));
    return { output, facts: { batches } };
  });
  const batches = batchesOf(task.facts.batches ?? 0, 'Corrections');
  const { brief, houseBrief } = job.state.input;
  const context = { ...faulty, brief, houseBrief, sources: told.sources, notes, task: task.output };
  const corrected = await parts(job, place, batches, async (at) => {
    const inputs = { ...context, batch: batches.findIndex(({ id }) => id === at.item) };
    const { output, facts } = await askModel(job, at, 'correct', 0, (request) =>
      job.activities.models.correctClaims.executeWithOptions({ summary: placeKey(at) }, [request, inputs]),
    );
    return { output, facts };
  });
  const corrections = corrected.map(({ output }) => output);
  return await job.call(() =>
    job.activities.work.applyCorrections({ draft: faulty.draft, task: task.output, corrections }),
  );
}

/** The document as given, and what verification found about it. */
export function asGiven(job: JobRun): { draft: ArtifactRef; verification: ArtifactRef } | null {
  const draft = firstOutput(job, 'draft');
  const verification = firstOutput(job, 'verify');
  return draft === null || verification === null ? null : { draft, verification };
}
