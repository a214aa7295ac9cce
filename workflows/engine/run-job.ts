import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  workflowInfo,
} from '@temporalio/workflow';
import type { JobStart } from '../../contract/job-start.ts';
import { bytesOfJson, STATE_LIMIT } from '../../contract/payloads.ts';
import { carriedState } from '../../contract/state/carried.ts';
import type { JobEvent } from '../../contract/state/events.ts';
import type { JobState, JobStatus } from '../../contract/state/job-state.ts';
import { jobStatusOf } from '../../contract/state/job-status.ts';
import { keepEarlierHistory } from './histories.ts';
import { JobRun } from './job-run.ts';
import { registerMessages } from './messages.ts';
import { Recorder } from './recorder.ts';
import { Visibility } from './visibility.ts';

/** What a job's workflow returns: the rest stands in its record. */
export interface JobResult {
  jobId: string;
  status: JobStatus;
  revision: number;
}

/** Calls in flight get this long to finish before a continue-as-new cancels them. */
const DRAIN_MS = 120_000;

const CANCELLED_BY_TEMPORAL: JobEvent = {
  type: 'ending',
  status: 'cancelled',
  reason: "Cancelled with Temporal's own tools.",
  actor: null,
};

/**
 * Runs a job kind's story as one Temporal run: messages, records and visibility around it, and its three ways out:
 * the story ends, a person ends it, or the run continues as new and the story is told again from the state.
 */
export async function runJob(start: JobStart, story: (job: JobRun) => Promise<void>): Promise<JobResult> {
  const job = new JobRun(start);
  registerMessages(job);
  job.dispatch({ type: 'run-started', runId: workflowInfo().runId });
  keepEarlierHistory(start);
  const recorder = new Recorder(job);
  const visibility = new Visibility();
  const behind = CancellationScope.nonCancellable(() => Promise.all([recorder.run(), showChanges(job, visibility)]));
  const root = CancellationScope.current();
  const work = new CancellationScope();
  const told = tell(job, work, story);
  // A plain condition here would let Temporal's own cancellation end the run before its work has stopped.
  await Promise.race([
    told,
    // Ends before the job does only by a fault.
    behind,
    CancellationScope.nonCancellable(() =>
      condition(() => job.state.ending !== null || job.rewound || job.wantsToContinue),
    ),
  ]);
  return await CancellationScope.nonCancellable(async () => {
    if (job.state.ending === null && !job.rewound) await drain(job);
    work.cancel();
    await told;
    // The story is left at its first cancelled call; the others are waited for, so that none is lost or outlives the run.
    await condition(() => job.activeCalls === 0);
    const goesOn = (): boolean => job.state.ending === null && !root.consideredCancelled;
    if (goesOn()) {
      await recorder.pause();
      await condition(allHandlersFinished);
      if (goesOn())
        return await continueAsNew<(start: JobStart) => Promise<JobResult>>({
          input: job.state.input,
          state: portable(job, recorder),
          keepsHistory: true,
        });
    }
    if (job.state.ending === null) job.dispatch(CANCELLED_BY_TEMPORAL);
    job.dispatch({ type: 'ended' });
    recorder.close();
    await behind;
    await condition(allHandlersFinished);
    return { jobId: job.state.input.jobId, status: jobStatusOf(job.state), revision: job.state.revision };
  });
}

/** Tells the story; its end, or Temporal's own cancellation, ends the job. Cancellation that the run itself asked for is no error. */
async function tell(job: JobRun, work: CancellationScope, story: (job: JobRun) => Promise<void>): Promise<void> {
  try {
    await work.run(() => story(job));
    job.dispatch({ type: 'ending', status: 'done', reason: '', actor: null });
  } catch (error) {
    if (!isCancellation(error)) throw error;
    if (job.state.ending === null && !job.moving) job.dispatch(CANCELLED_BY_TEMPORAL);
  }
}

/** The state as the next run takes it. Throws an `Error` where it has grown beyond what Temporal takes, which would end the job: it is stuck instead. */
function portable(job: JobRun, recorder: Recorder): JobState {
  const state = carriedState(job.state, recorder.recorded);
  const bytes = bytesOfJson(state);
  if (bytes > STATE_LIMIT) throw new Error(`The job's state has ${bytes} bytes, which no run can be started with.`);
  return state;
}

/** Stops starting calls and lets those in flight finish, so that a move costs nothing that was paid. */
async function drain(job: JobRun): Promise<void> {
  job.moving = true;
  const drained = await condition(
    () => job.activeCalls === 0 || job.state.ending !== null || job.rewound,
    job.waitMs(DRAIN_MS),
  );
  if (!drained) job.cancelCalls();
}

async function showChanges(job: JobRun, visibility: Visibility): Promise<void> {
  let shown = -1;
  while (job.state.endedAt === null) {
    await condition(() => job.state.revision > shown || job.state.endedAt !== null);
    shown = job.state.revision;
    visibility.show(job.state);
  }
}
