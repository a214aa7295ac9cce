import { type JobRow, OPEN_STATUSES } from '../../../../contract/job-list-api.ts';
import type { JobStatus } from '../../../../contract/state/job-state.ts';
import { counted } from '../../components/counted.ts';

/** What can be done with several jobs at once. */
export type BulkAction = 'cancel' | 'retry';

/** In which states a job takes it. */
const FITTING: Record<BulkAction, readonly JobStatus[]> = { cancel: OPEN_STATUSES, retry: ['needs_attention'] };

/** What each of them is called, and what is told before and after it. */
export const BULK_WORDS = {
  cancel: {
    button: 'Cancel',
    what: 'Their work stops, and no report comes of it. What they found stays readable.',
    done: (count: number) => `${counted(count, 'job')} ${count === 1 ? 'was' : 'were'} cancelled`,
  },
  retry: {
    button: 'Retry',
    what: 'Each goes on where it failed, with what it has. What was paid is not paid again.',
    done: (count: number) => `${counted(count, 'job')} ${count === 1 ? 'goes' : 'go'} on`,
  },
} as const;

/** Whether a job takes it. */
export function takes(action: BulkAction, { status }: Pick<JobRow, 'status'>): boolean {
  return FITTING[action].includes(status);
}

/** How many of the jobs that a list counts take it; of a list for one state, those in it. */
export function countTaking(
  action: BulkAction,
  counts: Readonly<Record<string, number>>,
  status: JobStatus | undefined,
): number {
  return statusesTaking(action, status).reduce((sum, one) => sum + (counts[one] ?? 0), 0);
}

/** The states that are asked for, to find those that take it. */
export function statusesTaking(action: BulkAction, status: JobStatus | undefined): readonly JobStatus[] {
  return FITTING[action].filter((one) => status === undefined || one === status);
}
