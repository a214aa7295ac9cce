import type { LineageAnswer } from '../../../contract/branch-api.ts';
import { generationsOf } from '../../../contract/recovery/generations.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { stateToTell } from './standing.ts';

/** Forks that are told of; a job with more has its oldest told. */
const MOST_FORKS = 100;

type Relative = LineageAnswer['ancestors'][number];

/** Where a job comes from, what came of it, and its own generations, by the records alone. Throws `job-not-found`. */
export async function lineageOf(ledger: Ledger, jobId: string): Promise<LineageAnswer> {
  const state = await stateToTell(ledger, jobId);
  const forks = (await ledger.forksOf(jobId)).slice(0, MOST_FORKS);
  return {
    id: jobId,
    forkedFrom: state.lineage.forkedFrom,
    ancestors: await Promise.all(state.lineage.ancestors.map((id) => relative(ledger, id))),
    forks: await Promise.all(forks.map((fork) => forkOf(ledger, fork))),
    generations: generationsOf(state),
  };
}

async function relative(ledger: Ledger, id: string): Promise<Relative> {
  const record = await ledger.readRecord(id);
  return { id, question: record?.view.question ?? null, status: record?.view.status ?? null };
}

async function forkOf(
  ledger: Ledger,
  { jobId, createdAt }: { jobId: string; createdAt: string },
): Promise<LineageAnswer['forks'][number]> {
  const record = await ledger.readRecord(jobId);
  const branch = record?.view.branches.findLast(({ because }) => because === 'fork') ?? null;
  return { ...(await relative(ledger, jobId)), createdAt, branch };
}
