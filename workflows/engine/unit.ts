import { ActivityFailure, condition, isCancellation } from '@temporalio/workflow';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { lookAgainMs } from '../../contract/failure-policy.ts';
import { type Failure, failure } from '../../contract/failures.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { PARTS, partOf } from '../../contract/recovery/parts.ts';
import { actionsAt } from '../../contract/recovery/ways-on.ts';
import { failureOf } from './failure-of.ts';
import type { JobRun } from './job-run.ts';
import { Parked } from './parked.ts';

/** What a step or item gives when it is done. */
export interface Finished {
  output: ArtifactRef | null;
  facts: Record<string, number>;
  degraded?: string | null;
  edited?: boolean;
  skipped?: boolean;
}

/**
 * Does the work of one step or item, once: what is done already is returned as it is.
 * A failure parks the place and waits for `recover`; then the work is taken up again, with all that is finished in it kept.
 */
export async function unit(
  job: JobRun,
  place: Place,
  title: string,
  work: () => Promise<Finished>,
  agent = false,
): Promise<Finished> {
  const key = placeKey(place);
  if (job.state.places[key] === undefined) job.dispatch({ type: 'place-opened', place, title, agent });
  for (;;) {
    const before = job.place(place);
    // What a rewind stopped is left: its run is about to end.
    if (before.status === 'stopped') await condition(() => false);
    if (before.status === 'done') return { output: before.output, facts: before.facts };
    if (before.status === 'needs_attention') {
      await recovered(job, place);
      continue;
    }
    if (job.place(place).status === 'pending') job.dispatch({ type: 'place-started', place });
    try {
      const finished = await (job.place(place).skipping === null ? work() : skip(job, place));
      job.dispatch({ type: 'place-done', place, degraded: null, edited: false, ...finished });
    } catch (error) {
      const parked = parkable(error);
      if (parked === null) throw error;
      park(job, place, parked);
    }
  }
}

/** The failure to park with; null for what is not a failure of the work: cancellation, lost workers, bugs of the workflow's own code. */
function parkable(error: unknown): Failure | null {
  if (error instanceof Parked) return error.failure;
  if (isCancellation(error) || !(error instanceof ActivityFailure)) return null;
  const lost = failureOf(error);
  return lost.kind === 'failed'
    ? lost.failure
    : failure('tool-failed', 'The worker was lost again and again during this step.');
}

function park(job: JobRun, place: Place, parked: Failure): void {
  const state = job.place(place);
  if (state.status === 'stopped' || state.status === 'done') return;
  // The provider's own wish counts where it is longer than ours.
  const after = lookAgainMs(parked.class, state.looks);
  const wanted = after === null ? null : Math.max(job.waitMs(after), parked.retryAfterMs ?? 0);
  const looksAgainAtMs = wanted === null ? null : Date.now() + wanted;
  const actions = actionsAt(job.state, state, parked);
  job.dispatch({ type: 'place-parked', place, failure: parked, actions, looksAgainAtMs });
}

/** Has written what stands in the place of a part that a person skipped. */
async function skip(job: JobRun, place: Place): Promise<Finished> {
  const { title, skipping } = job.place(place);
  const part = partOf(job.state.input.kind, place);
  const { output } = await job.call(() =>
    job.activities.work.skippedPart({ part, item: place.item ?? '', title, reason: skipping ?? '' }),
  );
  return { output, facts: {}, skipped: true, degraded: PARTS[part].skipped };
}

/** Waits until somebody recovers the place, or its time to look again by itself has come. */
async function recovered(job: JobRun, place: Place): Promise<void> {
  const state = job.place(place);
  if (state.status !== 'needs_attention') return;
  const over = (): boolean => job.place(place).status !== 'needs_attention';
  if (state.looksAgainAt === null) {
    await condition(over);
    return;
  }
  const inMs = Math.max(1, Date.parse(state.looksAgainAt) - Date.now());
  await condition(over, inMs);
  // Asked again: a person's recover may have come together with the timer.
  if (!over()) job.dispatch({ type: 'place-recovered', place, actor: null, action: 'retry' });
}
