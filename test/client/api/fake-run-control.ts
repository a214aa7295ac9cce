import type { ResetPoint, RunControl, RunDescription } from '../../../client/api/run-control.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { JobRecord } from '../../../contract/record.ts';

/** Runs in memory: their events, and the records that workflows would answer. */
export class FakeRunControl implements RunControl {
  readonly records = new Map<string, JobRecord>();
  /** Events by run, each page one event; the last one's type says how the run closed. */
  readonly histories = new Map<string, string[]>();
  readonly resets: unknown[] = [];
  recordsAsked = 0;
  /** What the code of every job fails with when it is asked; null where it works. */
  broken: string | null = null;
  newest: RunDescription | null = null;

  async record(jobId: string): Promise<JobRecord> {
    this.recordsAsked += 1;
    if (this.broken !== null) throw new DossierError('job-stuck', this.broken);
    const record = this.records.get(jobId);
    if (record === undefined) throw new DossierError('job-unanswered', 'No worker answers.');
    return record;
  }

  async describeRun(_jobId: string, runId?: string): Promise<RunDescription | null> {
    if (runId === undefined) return this.newest;
    const events = this.histories.get(runId)?.length;
    if (events === undefined) return null;
    return { runId, status: 'RUNNING', startedAt: '2026-11-20T09:00:00.000Z', endedAt: null, events, bytes: events };
  }

  async *historyPages(_jobId: string, runId: string): AsyncGenerator<string> {
    const pages = this.histories.get(runId);
    if (pages === undefined) throw new DossierError('job-not-found', 'Temporal does not know this run.');
    for (const eventType of pages)
      yield JSON.stringify({ events: [{ eventTime: '2026-11-20T10:00:00.123456789Z', eventType }] });
  }

  async resetPoint(_jobId: string, eventId: number | undefined): Promise<ResetPoint> {
    const point = { at: '2026-11-20T10:00:00.000Z', dropped: 3, repeated: ['writeDraft'], lostMessages: 1 };
    return { runId: 'run-1', eventId: eventId ?? 7, ...point };
  }

  async reset(...asked: unknown[]): Promise<string> {
    this.resets.push(asked);
    return 'run-2';
  }
}
