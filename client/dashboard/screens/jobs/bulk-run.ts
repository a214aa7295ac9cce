import type { JobQuery, JobRow } from '../../../../contract/job-list-api.ts';
import type { JobStatus } from '../../../../contract/state/job-state.ts';
import { instance } from '../../app/instance.ts';
import type { BulkAction } from './bulk-words.ts';

/** So many jobs are taken at once; who has more does it again. */
export const BULK_LIMIT = 1_000;
const PAGE = 200;
const AT_ONCE = 6;

/** What became of one of the jobs. */
export interface Outcome {
  row: JobRow;
  error: unknown;
}

/** The jobs of a search in these states, at most `BULK_LIMIT`. */
export async function allMatching(query: JobQuery, statuses: readonly JobStatus[]): Promise<JobRow[]> {
  const found: JobRow[] = [];
  for (let cursor: string | undefined; found.length < BULK_LIMIT; ) {
    const asked = { ...query, status: statuses.join(','), limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const { jobs, next } = await instance.list(asked);
    found.push(...jobs);
    if (next === null) break;
    cursor = next;
  }
  return found.slice(0, BULK_LIMIT);
}

/** Does it with each, a few at once; one that fails holds nothing up. */
export async function runOnAll(
  action: BulkAction,
  rows: readonly JobRow[],
  onProgress: (done: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const left = [...rows];
  const work = async (): Promise<void> => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      const error: unknown = await act(action, row).then(
        () => null,
        (reason: unknown) => reason ?? 'unknown',
      );
      outcomes.push({ row, error });
      onProgress(outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

async function act(action: BulkAction, { id }: JobRow): Promise<void> {
  if (action === 'cancel') {
    await instance.message(id, 'cancel', { reason: '' });
    return;
  }
  const { view } = await instance.view(id);
  for (const { step, item, attempt } of view.attention) {
    await instance.message(id, 'recover', { step, item, attempt, action: { kind: 'retry' } });
  }
}
