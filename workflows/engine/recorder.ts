import { ActivityFailure, condition } from '@temporalio/workflow';
import type { JobRun } from './job-run.ts';

/** Waits between attempts while records cannot be written; the last one repeats. */
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 10_000] as const;

/**
 * Has the job's record written to the ledger behind the work: changes are coalesced, steps never wait for it.
 * The activity asks the job for its record by query, so that no record goes through history.
 */
export class Recorder {
  readonly #job: JobRun;
  #recorded = -1;
  #failures = 0;
  #until: 'paused' | 'the-last' | null = null;
  #resting = false;

  constructor(job: JobRun) {
    this.#job = job;
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
    const after = RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length) - 1] ?? 10_000;
    await condition(() => this.#until === 'paused', this.#job.waitMs(after));
  }

  async #write(): Promise<void> {
    try {
      const { revision } = await this.#job.activities.records.recordJob();
      this.#recorded = revision;
      this.#failures = 0;
      if (this.#job.state.recordBehind) this.#job.dispatch({ type: 'record-behind', behind: false });
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      // Whatever hinders the ledger, the work goes on; the view says that the record is behind.
      this.#failures += 1;
      if (!this.#job.state.recordBehind) this.#job.dispatch({ type: 'record-behind', behind: true });
    }
  }
}
