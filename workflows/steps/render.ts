import type { ArtifactRef } from '../../contract/artifact.ts';
import type { Bundle } from '../../contract/bundle.ts';
import type { Decision } from '../../contract/state/job-state.ts';
import { OFFLINE_MODEL } from '../../contract/state/view-of.ts';
import type { JobRun } from '../engine/job-run.ts';
import { step } from '../engine/step.ts';
import { tenantOf } from './tenant.ts';

/** Everything that a finished report is made from. */
export interface ReportParts {
  sources: ArtifactRef;
  plan: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
  verification: ArtifactRef;
  /** What a `check` job was given and found about it; null for a report. */
  original: { draft: ArtifactRef; verification: ArtifactRef } | null;
}

/** A decision with what was asked at its gate before. */
function withQuestions(job: JobRun, decision: Decision): Bundle['decisions'][number] {
  const questions = job.state.gates[decision.gate]?.questions ?? [];
  if (questions.length === 0) return decision;
  return { ...decision, questions: questions.map((one) => ({ ...one, failure: one.failure?.message ?? null })) };
}

/** Renders the approved draft as Markdown, HTML and the bundle. */
export async function render(job: JobRun, told: ReportParts): Promise<ArtifactRef> {
  const { output } = await step(job, 'report', async () => {
    const { input, startedAt, lineage, decisions, totals, models } = job.state;
    const { jobId, ...tenant } = tenantOf(job);
    const endedAt = new Date().toISOString();
    const about = { id: jobId, kind: input.kind, ...tenant, startedAt, endedAt, lineage };
    const inputs = {
      job: about,
      brief: input.brief,
      ...told,
      decisions: decisions.map((decision) => withQuestions(job, decision)),
      totals,
      offlineModel: models.includes(OFFLINE_MODEL),
    };
    return await job.call(() => job.activities.work.renderReport(inputs));
  });
  return output;
}
