import { ActivityFailure, condition } from '@temporalio/workflow';
import { jobRecordSchema } from '../../contract/record.ts';
import { recordOf } from '../../contract/state/view-of.ts';
import type { JobRun } from './job-run.ts';

/** Waits between attempts while records cannot be written; the last one repeats. */
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 10_000] as const;
/** The same for the last record where Temporal's own tries are told to be in vain: nothing else happens any more, and the history must not fill up. */
const LAST_RETRY_AFTER_MS = [10_000, 60_000, 300_000] as const;

/**
 * Has the job's record written to the ledger behind the work: changes are coalesced, steps never wait for it.
 * The activity asks the job for its record by query, so that no record goes through history.
 * A record without the form of one is a fault of the workflow's code and shows as one: the job is stuck until a fixed worker comes.
 */
export class Recorder {
  readonly #job: JobRun;
  #recorded = -1;
  #failures = 0;
  #lastFailures = 0;
  #until: 'paused' | 'the-last' | null = null;
  #resting = false;

  constructor(job: JobRun) {
    this.#job = job;
  }

  /** The revision that the ledger holds; -1 where this run has written none. */
  get recorded(): number {
    return this.#recorded;
  }

  /** Runs until it is closed. */
  async run(): Promise<void> {
    for (;;) {
      this.#resting = true;
      await condition(() => this.#mayWrite() || this.#finished());
      if (this.#finished()) return;
      this.#resting = false;
      if (this.#failures > 0) await this.#wait();
      if (this.#mayWrite()) await this.#write();
    }
  }

  /** Waits for the write in progress and begins no other: what is not written yet is left to the next run. */
  async pause(): Promise<void> {
    this.#until = 'paused';
    await condition(() => this.#resting);
  }

  /** Has the last record written, after which `run` returns; only a job's end waits for that. */
  close(): void {
    this.#until = 'the-last';
  }

  #behind(): boolean {
    return this.#job.state.revision > this.#recorded;
  }

  #mayWrite(): boolean {
    return this.#until !== 'paused' && this.#behind();
  }

  #finished(): boolean {
    return this.#until === 'the-last' && !this.#behind();
  }

  async #wait(): Promise<void> {
    const [waits, failures] =
      this.#lastFailures > 0 ? [LAST_RETRY_AFTER_MS, this.#lastFailures] : [RETRY_AFTER_MS, this.#failures];
    const after = waits[Math.min(failures, waits.length) - 1] ?? 10_000;
    await condition(() => this.#until === 'paused', this.#job.waitMs(after));
  }

  async #write(): Promise<void> {
    const { records, lastRecord } = this.#job.activities;
    // The first failure is shown; after it Temporal tries, which adds nothing to the history.
    const isLast = this.#until === 'the-last' && this.#job.state.recordBehind;
    try {
      const { revision } = await (isLast ? lastRecord : records).recordJob();
      this.#recorded = revision;
      this.#failures = 0;
      if (this.#job.state.recordBehind) this.#job.dispatch({ type: 'record-behind', behind: false });
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      requireForm(this.#job);
      // Whatever hinders the ledger, the work goes on; the view says that the record is behind.
      this.#failures += 1;
      if (isLast) this.#lastFailures += 1;
      if (!this.#job.state.recordBehind) this.#job.dispatch({ type: 'record-behind', behind: true });
    }
  }
}

/** Throws an `Error` where the record is what cannot be written. As JSON, which is how it is asked for. */
function requireForm(job: JobRun): void {
  const parsed = jobRecordSchema.safeParse(JSON.parse(JSON.stringify(recordOf(job.state))));
  const issue = parsed.error?.issues[0];
  if (issue !== undefined)
    throw new Error(`The job's record cannot be written: ${issue.path.join('.')}: ${issue.message}`);
}
