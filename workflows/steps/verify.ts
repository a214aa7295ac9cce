import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { askModel } from '../engine/ask-model.ts';
import type { JobRun } from '../engine/job-run.ts';
import { batchesOf, part, parts, step, verifiedBefore } from '../engine/step.ts';
import type { Finished } from '../engine/unit.ts';
import { tenantOf } from './tenant.ts';

interface Told {
  sources: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
}

/** Re-reads every claim: mechanical checks first, then a second model in batches. `blocking` counts the claims that do not hold. */
export async function verify(job: JobRun, told: Told): Promise<{ verification: ArtifactRef; blocking: number }> {
  const { output, facts } = await step(job, 'verify', async (place) => {
    const checked = await part(job, place, 'check', 'Quotes, numbers and citations', () => check(job, told));
    const batches = batchesOf(checked.facts.batches ?? 0, 'Second reading');
    const judged = await parts(job, place, batches, (at) => judge(job, at, told, checked.output));
    const { sources, notes, draft } = told;
    const verdicts = judged.map((batch) => batch.output);
    const { generation, round } = place;
    return await job.call(() =>
      job.activities.work.settleVerification({
        ...tenantOf(job),
        generation,
        round,
        sources,
        notes,
        draft,
        checked: checked.output,
        verdicts,
      }),
    );
  });
  return { verification: output, blocking: facts.blocking ?? 0 };
}

async function check(job: JobRun, { sources, notes, draft }: Told): Promise<Finished> {
  const before = verifiedBefore(job);
  const { output, batches, facts } = await job.call(() =>
    job.activities.work.checkEvidence({ sources, notes, draft, before }),
  );
  return { output, facts: { ...facts, batches } };
}

async function judge(
  job: JobRun,
  place: Place,
  { sources, notes, draft }: Told,
  checked: ArtifactRef,
): Promise<Finished> {
  const batch = Number(place.item?.replace('batch-', '')) - 1;
  const inputs = { brief: job.state.input.brief, sources, notes, draft, checked, batch };
  const { judgeClaims } = job.activities.models;
  const answer = await askModel(job, place, 'judge', 0, (request) =>
    judgeClaims.executeWithOptions({ summary: placeKey(place) }, [request, inputs]),
  );
  return { output: answer.output, facts: answer.facts };
}
