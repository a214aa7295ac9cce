import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Overlay } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { JobRecord } from '../../../contract/record.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { JobControl, JobDescription } from '../job-control.ts';
import { ensureStarted, startAgain } from '../jobs/start-job.ts';
import type { RunControl } from '../run-control.ts';
import { type Overlays, overlayOf, overlayOfAnswer } from './overlays.ts';
import { inParallel } from './parallel.ts';

/** What reconciling needs. */
export interface ReconcileParts {
  ledger: Ledger;
  control: JobControl;
  runs: RunControl;
  overlays: Overlays;
  log: FastifyBaseLogger;
  /** Keeps the histories of jobs that closed; told of those that were open at the pass before and are not now. */
  keepHistories(closed: readonly string[]): Promise<void>;
}

/** Milliseconds between two passes: what is stuck is shown within two of them and a retry of its task. */
const PASS_MS = 4_000;
const AT_ONCE = 8;
/** Open jobs that one pass looks at; more are looked at in turn. */
const JOBS_PER_PASS = 300;

interface Seen {
  runId: string;
  historyLength: number;
}

/** Compares open records with what Temporal says of their jobs, pass by pass, in one place of the process. */
export class Reconciler {
  readonly #parts: ReconcileParts;
  readonly #stopping = new AbortController();
  readonly #seen = new Map<string, Seen>();
  #open = new Set<string>();
  #next = 0;

  constructor(parts: ReconcileParts) {
    this.#parts = parts;
  }

  /** Passes until `stop`, one at a time. */
  async run(passMs = PASS_MS): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.pass().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'reconciling failed'));
      await sleep(passMs, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** One pass over the open jobs. Ends early, changing nothing, where Temporal does not answer. */
  async pass(): Promise<void> {
    const open = await this.#parts.ledger.openJobs();
    const ids = new Set(open.map(({ jobId }) => jobId));
    const closed = [...this.#open].filter((jobId) => !ids.has(jobId));
    this.#open = ids;
    this.#parts.overlays.keepOnly(ids);
    for (const jobId of closed) this.#seen.delete(jobId);
    const giveUp = new AbortController();
    await inParallel(this.#turn(open), AT_ONCE, async (job) => {
      if (giveUp.signal.aborted || this.#stopping.signal.aborted) return;
      try {
        await this.#look(job);
      } catch (error) {
        if (error instanceof DossierError && error.code === 'temporal-unreachable') giveUp.abort();
        else this.#parts.log.warn({ err: error, jobId: job.jobId }, 'a job could not be compared with Temporal');
      }
    });
    if (!giveUp.signal.aborted) await this.#parts.keepHistories(closed);
  }

  #turn<Job>(open: readonly Job[]): readonly Job[] {
    if (open.length <= JOBS_PER_PASS) return open;
    const from = this.#next % open.length;
    this.#next = from + JOBS_PER_PASS;
    return [...open.slice(from), ...open.slice(0, from)].slice(0, JOBS_PER_PASS);
  }

  async #look({ jobId, revision }: { jobId: string; revision: number }): Promise<void> {
    const { control, overlays } = this.#parts;
    if (revision === 0) return this.#start(jobId);
    const description = await control.describe(jobId);
    // Also where the last run completed: a job that was done may have gone back since.
    const hasRun = description !== null && description.closedAs === null;
    if (!hasRun && (await this.#goesOn(jobId))) return overlays.set(jobId, null);
    const overlay = overlayOf(description);
    const isAsked = description !== null && overlay === null;
    overlays.set(jobId, isAsked ? await this.#letTemporalWin(jobId, description) : overlay);
  }

  /** Starts what was accepted but has no workflow: the crash between record and start, or a Temporal that was away. */
  async #start(jobId: string): Promise<void> {
    const record = await this.#parts.ledger.readRecord(jobId);
    if (record?.revision === 0) await ensureStarted(this.#parts.control, record);
  }

  /** Whether a job without an open run is no longer open by its record, or was taken up again and is started here. */
  async #goesOn(jobId: string): Promise<boolean> {
    const record = await this.#parts.ledger.readRecord(jobId);
    if (record === null || record.view.endedAt !== null) return true;
    if (record.state?.awaitsRun !== true) return false;
    await startAgain(this.#parts.control, record);
    return true;
  }

  /**
   * Where a job went back behind its record (a backup that was restored, a reset), the record gives way to the workflow's. The workflow is
   * asked only where that can be: at first sight, in a run not seen before, where its history got shorter, and where it completed unrecorded.
   * Answers what is wrong with one whose code fails at that.
   */
  async #letTemporalWin(jobId: string, { runId, historyLength, closedAs }: JobDescription): Promise<Overlay | null> {
    const { ledger, runs, log } = this.#parts;
    const before = this.#seen.get(jobId);
    const isAsBefore = before?.runId === runId && before.historyLength <= historyLength;
    if (isAsBefore && closedAs === null) {
      this.#seen.set(jobId, { runId, historyLength });
      return null;
    }
    // The record first: the workflow only goes on, so that an answer behind it means that it went back.
    const standing = await ledger.readRecord(jobId);
    if (standing === null) return null;
    let record: JobRecord;
    try {
      record = await runs.record(jobId);
    } catch (error) {
      // No worker answers, or its code fails at it: asked again at the next pass.
      if (error instanceof DossierError && error.code !== 'temporal-unreachable')
        return closedAs === null ? overlayOfAnswer(error) : null;
      throw error;
    }
    const isBehind = record.revision < standing.revision;
    // Not to a run that was ended meanwhile, since the job goes on from a record that its next run knows first.
    if (
      isBehind &&
      (await this.#isStill(jobId, runId, closedAs)) &&
      (await ledger.yieldRecord(record, standing.revision))
    )
      log.warn({ jobId, from: standing.revision, to: record.revision }, 'the record gave way to its workflow');
    if (record.revision > standing.revision && closedAs !== null) await ledger.writeRecord(record);
    this.#seen.set(jobId, { runId, historyLength });
    return null;
  }

  async #isStill(jobId: string, runId: string, closedAs: string | null): Promise<boolean> {
    const now = await this.#parts.control.describe(jobId);
    return now?.runId === runId && now.closedAs === closedAs;
  }
}
