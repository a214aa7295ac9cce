import { condition } from '@temporalio/workflow';
import type { JobRecord } from '../../contract/record.ts';
import { viewOf } from '../../contract/state/view-of.ts';
import type { JobRun } from './job-run.ts';

/** Waits between attempts while records cannot be written; the last one repeats. */
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 10_000] as const;

/**
 * Writes the job's record to the ledger behind the work: changes are coalesced, steps never wait for it.
 * The first try is a local activity, whose input stays out of history; later ones carry only a ref to a snapshot.
 */
export class Recorder {
  readonly #job: JobRun;
  #recorded = -1;
  #failures = 0;
  #stopping: 'no' | 'now' | 'after-the-last' = 'no';
  #done = false;

  constructor(job: JobRun) {
    this.#job = job;
  }

  /** Runs until it is stopped or closed. */
  async run(): Promise<void> {
    while (!this.#over()) {
      await condition(() => this.#behind() || this.#over());
      if (this.#over()) break;
      if (this.#failures > 0) await this.#wait();
      if (this.#stopping === 'now') break;
      await this.#write();
    }
    this.#done = true;
  }

  /** Stops without waiting for what is not written yet: the next run writes it. */
  async stop(): Promise<void> {
    this.#stopping = 'now';
    await condition(() => this.#done);
  }

  /** Waits until the last record is written; only a job's end does. */
  async close(): Promise<void> {
    this.#stopping = 'after-the-last';
    await condition(() => this.#done);
  }

  #behind(): boolean {
    return this.#job.state.revision > this.#recorded;
  }

  #over(): boolean {
    return this.#stopping === 'now' || (this.#stopping === 'after-the-last' && !this.#behind());
  }

  async #wait(): Promise<void> {
    const after = RETRY_AFTER_MS[Math.min(this.#failures, RETRY_AFTER_MS.length) - 1] ?? 10_000;
    await condition(() => this.#stopping === 'now', this.#job.waitMs(after));
  }

  async #write(): Promise<void> {
    const { state } = this.#job;
    try {
      const record = recordOf(this.#job);
      if (this.#failures === 0) await this.#job.locally(() => this.#job.activities.quick.writeRecord({ record }));
      else {
        const { snapshot } = await this.#job.locally(() => this.#job.activities.quick.keepSnapshot({ record }));
        await this.#job.activities.work.writeRecordFrom({ snapshot });
      }
      this.#recorded = state.revision;
      this.#failures = 0;
      if (this.#job.state.recordBehind) this.#job.dispatch({ type: 'record-behind', behind: false });
    } catch {
      // Whatever hinders the ledger, the work goes on; the view says that the record is behind.
      this.#failures += 1;
      if (!this.#job.state.recordBehind) this.#job.dispatch({ type: 'record-behind', behind: true });
    }
  }
}

function recordOf(job: JobRun): JobRecord {
  const { state } = job;
  const { jobId, organisation, owner } = state.input;
  return { jobId, organisation, owner, revision: state.revision, input: state.input, view: viewOf(state), state };
}
