import { Context } from '@temporalio/activity';

/** What a running activity may ask of whoever runs it: so that activities run in tests without Temporal. */
export interface ActivityControl {
  /** Aborts when the activity is cancelled or its worker shuts down; the reason is what to throw. */
  signal: AbortSignal;
  /** Counts Temporal's tries of this one activity, from 1. */
  attempt: number;
  /** Tells that the activity lives, with details for whoever watches. */
  heartbeat(details: unknown): void;
}

/** The control of the activity that is running now; throws where none runs. */
export function currentActivity(): ActivityControl {
  const context = Context.current();
  return {
    signal: context.cancellationSignal,
    attempt: context.info.attempt,
    heartbeat: (details) => context.heartbeat(details),
  };
}

/** A beat comes well within the heartbeat timeout of the engine's activities. */
const BEAT_MS = 500;

/**
 * Does the work of the activity that runs now while it beats: with what the work last told, or with nothing.
 * Without beats an activity of the engine is taken for lost after seconds, and no cancellation reaches it.
 */
export async function beating<Result>(work: (control: ActivityControl) => Promise<Result>): Promise<Result> {
  const control = currentActivity();
  let latest: unknown;
  const timer = setInterval(() => control.heartbeat(latest), BEAT_MS);
  const heartbeat = (details: unknown): void => {
    latest = details;
    control.heartbeat(details);
  };
  try {
    return await work({ ...control, heartbeat });
  } finally {
    clearInterval(timer);
  }
}
