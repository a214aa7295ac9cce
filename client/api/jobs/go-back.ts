import type { FastifyBaseLogger } from 'fastify';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import type { MessageAnswer } from '../../../contract/messages.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { recordOf } from '../../../contract/state/view-of.ts';
import type { HistoryKeeper } from '../histories/history-keeper.ts';
import type { WatchHub } from '../watch/watch-hub.ts';
import { type Standing, type StandingParts, standingOf } from './standing.ts';
import { startAgain } from './start-job.ts';

/** What writing a job on without its workflow needs. */
export interface GoingOnParts extends StandingParts {
  histories: HistoryKeeper;
  watchers: WatchHub;
  clock(): number;
  log: FastifyBaseLogger;
}

/** The answer that a job gave to a message before; undefined where it was not asked. */
export function answeredBefore(state: JobState, messageId: string): MessageAnswer | undefined {
  return state.answered.find((one) => one.messageId === messageId)?.answer;
}

/**
 * Writes the next state of a job that has no run that could: one that is closed, ended from outside, forgotten by Temporal or stuck, whose
 * run is ended first. The record stands before its run starts, so that nothing is lost; what keeps it from starting now, the sweep makes
 * good. Throws `revision-stale` where somebody else was first.
 */
export async function writeOn(
  parts: GoingOnParts,
  { run, lastRunId }: Standing,
  next: JobState,
  messageId: string,
): Promise<MessageAnswer> {
  const { jobId } = next.input;
  if (run !== null) await parts.control.terminate(jobId, run.runId, 'Dossier goes on from its record.');
  const record = recordOf(next);
  if (!(await parts.ledger.writeRecord(record))) {
    const standing = await standingOf(parts, jobId);
    const before = answeredBefore(standing.state, messageId);
    if (before !== undefined) return before;
    throw new DossierError('revision-stale', `The job ${jobId} has moved meanwhile.`);
  }
  // The new run knows nothing of the one before it, so nobody else would keep its history.
  if (lastRunId !== null) await parts.histories.keepRun(jobId, lastRunId);
  await startAgain(parts.control, record).catch((error: unknown) => {
    parts.log.warn({ err: error, jobId }, 'the job could not be started again yet');
  });
  parts.watchers.ring(jobId);
  const answer = answeredBefore(next, messageId);
  if (answer === undefined) throw new Error(`The state of ${jobId} does not know the message ${messageId}.`);
  return answer;
}

/** Now, in the form of the contract. */
export function nowOf({ clock }: { clock(): number }): string {
  return instantOf(clock());
}
