import { FailMark, OkMark, PauseMark, PendingMark, PersonMark, RunMark, StopMark, WarnMark } from './icons.tsx';

const STATUSES = {
  running: ['Running', RunMark],
  waiting: ['Waiting for a person', PersonMark],
  needs_attention: ['Needs attention', WarnMark],
  paused: ['Paused', PauseMark],
  done: ['Done', OkMark],
  rejected: ['Rejected', FailMark],
  cancelled: ['Cancelled', StopMark],
  aborted: ['Aborted', StopMark],
  stopped: ['Stopped', StopMark],
  pending: ['Not begun', PendingMark],
  stuck: ['Stuck', WarnMark],
  closed: ['Ended outside', StopMark],
  unreachable: ['Not reachable', WarnMark],
} as const;

/** Every state that a job, step or item can be in. */
export type AnyStatus = keyof typeof STATUSES;

/** What a state is called. */
export function statusInWords(status: AnyStatus): string {
  return STATUSES[status][0];
}

/** A state by icon, word and colour. */
export function StatusMark({ status }: { status: AnyStatus }) {
  const [words, Mark] = STATUSES[status];
  return (
    <span className={`status status-${status}`}>
      <Mark />
      <span>{words}</span>
    </span>
  );
}
