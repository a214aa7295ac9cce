import type { z } from 'zod';
import type { CompareAnswer, compareQuerySchema } from '../../../contract/branch-api.ts';
import { draftSchema } from '../../../contract/draft/blocks.ts';
import { compareDrafts, type ReadDraft } from '../../../contract/draft/compare-drafts.ts';
import { DossierError } from '../../../contract/failures.ts';
import { jobIdSchema } from '../../../contract/ids.ts';
import { costUpTo, outputAt } from '../../../contract/recovery/generations.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { jobStatusOf } from '../../../contract/state/job-status.ts';
import { verificationSchema } from '../../../contract/verification.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { recordedState } from './standing.ts';

/** What comparing needs. */
export interface CompareParts {
  ledger: Ledger;
  artifacts: ArtifactStore;
}

interface Side {
  state: JobState;
  generation: number;
}

/**
 * What this job's report has that another one's has not, and the other way round: with another job, with an earlier generation, or by
 * itself with the generation before, else with the job it was forked from. Throws `request-invalid` where there is nothing to compare
 * with, `export-not-ready` where one of the two has no draft.
 */
export async function compareJobs(
  parts: CompareParts,
  jobId: string,
  query: z.output<typeof compareQuerySchema>,
): Promise<CompareAnswer> {
  const state = await recordedState(parts.ledger, jobId);
  const before = await otherSide(parts, state, query);
  const [old, now] = await Promise.all(
    [before, { state, generation: state.generation }].map((side) => read(parts, side)),
  );
  if (old === undefined || now === undefined) throw new Error('Two sides give two drafts.');
  return { before: old.side, after: now.side, ...compareDrafts(old, now) };
}

async function otherSide(
  parts: CompareParts,
  state: JobState,
  { with: named, generation }: z.output<typeof compareQuerySchema>,
): Promise<Side> {
  if (named !== undefined && !/^\d+$/.test(named)) {
    if (!jobIdSchema.safeParse(named).success)
      throw new DossierError('request-invalid', `"${named}" is neither a job nor a generation.`, { field: 'with' });
    const other = await recordedState(parts.ledger, named);
    return known(other, generation ?? other.generation);
  }
  const own = named === undefined ? generation : Number(named);
  if (own !== undefined) return known(state, own);
  const { forkedFrom } = state.lineage;
  const forkedAt = state.branches.findLast(({ because }) => because === 'fork')?.generation ?? 0;
  if (state.generation > forkedAt) return { state, generation: state.generation - 1 };
  if (forkedFrom !== null) {
    const parent = await recordedState(parts.ledger, forkedFrom);
    return { state: parent, generation: parent.generation };
  }
  throw new DossierError('request-invalid', `The job ${state.input.jobId} has no other branch.`, {
    field: 'with',
    remedy: 'Name the job to compare with: `dossier diff JOB OTHER`.',
  });
}

function known(state: JobState, generation: number): Side {
  if (generation <= state.generation) return { state, generation };
  throw new DossierError(
    'request-invalid',
    `The job ${state.input.jobId} has no generation ${generation}; its newest is ${state.generation}.`,
    { field: 'generation' },
  );
}

async function read(
  { artifacts }: CompareParts,
  { state, generation }: Side,
): Promise<ReadDraft & { side: CompareAnswer['before'] }> {
  const { jobId, question } = state.input;
  const ref = outputAt(state, generation, 'draft');
  if (ref === null)
    throw new DossierError('export-not-ready', `Generation ${generation} of the job ${jobId} has no draft.`, {
      field: 'with',
    });
  const draft = draftSchema.parse(await artifacts.getJson(ref.sha256));
  const verified = outputAt(state, generation, 'verify');
  const verification = verified === null ? null : verificationSchema.parse(await artifacts.getJson(verified.sha256));
  // A verification of another version of the draft says nothing about this one.
  const claims = verification?.draft === ref.sha256 ? verification.verdicts : [];
  const verdicts = new Map(claims.map(({ claimId, verdict }) => [claimId, verdict]));
  const counts: Record<string, number> = {};
  for (const verdict of verdicts.values()) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const status = jobStatusOf(state);
  const costMicroUsd = costUpTo(state, generation);
  return {
    draft,
    verdicts,
    side: { job: jobId, generation, question, status, title: draft.title, draft: ref, costMicroUsd, verdicts: counts },
  };
}
