import { EventEmitter, on } from 'node:events';
import type { Health, JobControl, JobDescription, Outgoing } from '../../../client/api/job-control.ts';
import { DossierError, type FailureCode } from '../../../contract/failures.ts';
import type { JobInput } from '../../../contract/job-input.ts';
import type { LiveText } from '../../../contract/live-text.ts';
import type { MessageAnswer } from '../../../contract/messages.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import type { JobView } from '../../../contract/view.ts';

interface FakeJob {
  runId: string;
  historyLength: number;
  view: JobView;
  startedAt: number;
  closedAs: string | null;
  trouble: string | null;
  live: LiveText[];
}

/** Jobs in memory: stands in for Temporal and a worker, each of which can be taken away. */
export class FakeJobControl implements JobControl {
  readonly jobs = new Map<string, FakeJob>();
  readonly updates: Outgoing[] = [];
  readonly signals: Outgoing[] = [];
  readonly starts: string[] = [];
  readonly startedWith: (JobState | null)[] = [];
  readonly terminated: string[] = [];
  readonly forgotten: string[] = [];
  hasWorker = true;
  hasTemporal = true;
  /** What the code of every job fails with when it is asked; null where it works. */
  broken: string | null = null;
  /** What the job says to the next updates; null accepts. */
  refusal: { code: FailureCode; words: string } | null = null;
  /** What the histories of open jobs say. */
  said: string[] = [];
  viewsAsked = 0;
  bellsHung = 0;
  readonly #bells = new EventEmitter().setMaxListeners(0);

  async start(input: JobInput, _title: string, state: JobState | null = null): Promise<void> {
    this.#needTemporal();
    this.starts.push(input.jobId);
    this.startedWith.push(state);
    const begun = state ?? initialState(input, input.createdAt);
    const view = { ...viewOf(begun), revision: begun.revision + 1 };
    const run = { runId: `run-of-${input.jobId}`, historyLength: 10, startedAt: Date.now() };
    this.jobs.set(input.jobId, { view, ...run, closedAs: null, trouble: null, live: [] });
  }

  async view(jobId: string): Promise<JobView> {
    this.viewsAsked += 1;
    this.#needTemporal();
    this.#needWorker();
    return this.#job(jobId).view;
  }

  async update(jobId: string, outgoing: Outgoing): Promise<MessageAnswer> {
    this.#needTemporal();
    const job = this.#job(jobId);
    if (job.closedAs !== null) throw new DossierError('job-not-found', 'No open run.');
    this.#needWorker();
    if (this.refusal !== null) throw new DossierError(this.refusal.code, this.refusal.words);
    this.updates.push(outgoing);
    return { accepted: true, revision: job.view.revision + 1, status: 'running' };
  }

  async signal(_jobId: string, outgoing: Outgoing): Promise<void> {
    this.#needTemporal();
    this.signals.push(outgoing);
  }

  async describe(jobId: string): Promise<JobDescription | null> {
    this.#needTemporal();
    const job = this.jobs.get(jobId);
    return job === undefined ? null : { ...job };
  }

  async *bell(jobId: string, signal: AbortSignal): AsyncGenerator<void> {
    this.bellsHung += 1;
    try {
      for await (const _ of on(this.#bells, jobId, { signal })) yield;
    } catch {
      // The signal ends it.
    }
  }

  async *openHistories(): AsyncGenerator<string> {
    this.#needTemporal();
    yield* this.said;
  }

  async terminate(jobId: string): Promise<void> {
    this.#needTemporal();
    this.terminated.push(jobId);
    this.#job(jobId).closedAs = 'TERMINATED';
  }

  async forget(jobId: string): Promise<void> {
    this.forgotten.push(jobId);
    this.jobs.delete(jobId);
  }

  async health(): Promise<Health> {
    const worker = this.hasTemporal ? this.hasWorker : null;
    return { reachable: this.hasTemporal, worker, lastAskedAt: worker === true ? Date.now() : null };
  }

  /** Changes what the job says of itself, as its workflow would: the revision grows and the bell rings. */
  change(jobId: string, changes: Partial<JobView>): void {
    const job = this.#job(jobId);
    job.view = { ...job.view, revision: job.view.revision + 1, ...changes };
    this.#bells.emit(jobId);
  }

  #job(jobId: string): FakeJob {
    const job = this.jobs.get(jobId);
    if (job === undefined) throw new DossierError('job-not-found', `No workflow ${jobId}.`);
    return job;
  }

  #needTemporal(): void {
    if (!this.hasTemporal) throw new DossierError('temporal-unreachable', 'Temporal does not answer.');
  }

  #needWorker(): void {
    if (this.broken !== null) throw new DossierError('job-stuck', this.broken);
    if (!this.hasWorker) throw new DossierError('job-unanswered', 'No worker answers.');
  }
}
