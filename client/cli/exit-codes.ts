import { FAILURES, type FailureCode } from '../../contract/failures.ts';
import type { JobStatus } from '../../contract/state/job-state.ts';

/** What the command line's exit codes mean (design.md, section 10). */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, rests: 3, interrupted: 130 } as const;

/** Failures of class `input` that come from the world and not from what was typed. */
const NOT_TYPED = new Set<FailureCode>(['model-request-rejected', 'temporal-missing', 'tool-query-failed']);

/** Exit code of a command that ended with this failure. */
export function exitCodeOf(code: FailureCode): number {
  return FAILURES[code].class === 'input' && !NOT_TYPED.has(code) ? EXIT.wrongUse : EXIT.failed;
}

/** Exit code of a command that waited for a job and left it in this state. */
export function exitCodeOfStatus(status: JobStatus): number {
  switch (status) {
    case 'done':
      return EXIT.done;
    case 'rejected':
    case 'cancelled':
    case 'aborted':
      return EXIT.failed;
    default:
      return EXIT.rests;
  }
}
