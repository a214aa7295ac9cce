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

/** What each running activity told last. */
const told = new WeakMap<Context, unknown>();

/** The control of the activity that is running now; throws where none runs. */
export function currentActivity(): ActivityControl {
  const context = Context.current();
  return {
    signal: context.cancellationSignal,
    attempt: context.info.attempt,
    heartbeat: (details) => {
      told.set(context, details);
      context.heartbeat(details);
    },
  };
}

/** Whether nobody would try the activity that runs now again after a failure. */
export function isLastAttempt(): boolean {
  const { attempt, retryPolicy } = Context.current().info;
  return attempt >= (retryPolicy?.maximumAttempts ?? Number.POSITIVE_INFINITY);
}

/** A beat comes well within the heartbeat timeout of the engine's activities. */
const BEAT_MS = 500;

/**
 * Does the work of the activity that runs now while it beats: with what it last told, or with nothing.
 * Without beats an activity of the engine is taken for lost after seconds, and no cancellation reaches it.
 */
export async function beating<Result>(work: (control: ActivityControl) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(told.get(context)), BEAT_MS);
  try {
    return await work(currentActivity());
  } finally {
    clearInterval(timer);
  }
}
