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
