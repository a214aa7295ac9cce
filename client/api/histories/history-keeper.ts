import type { FastifyBaseLogger } from 'fastify';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { keepHistory } from '../../../store/histories/keep-history.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { RunControl } from '../run-control.ts';

/** What keeping histories needs. */
export interface KeeperParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  runs: RunControl;
  clock(): number;
  log: FastifyBaseLogger;
}

const SWEEP_EVERY_MS = 60_000;
const JOBS_PER_SWEEP = 20;
/** A history that Temporal no longer has is asked for again only after this. */
const FORGET_LOST_MS = 3_600_000;

/** Keeps the histories of closed jobs, what runs themselves did not keep: at once where a job closed, and now and then whatever is missing. */
export class HistoryKeeper {
  readonly #parts: KeeperParts;
  /** Runs that Temporal did not have, until when they are not asked for. */
  readonly #lost = new Map<string, number>();
  #sweptAt = Number.NEGATIVE_INFINITY;
  #after = '';

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Keeps those of the jobs that just closed, and once a minute those of a few others that miss theirs. */
  async keep(closed: readonly string[]): Promise<void> {
    for (const jobId of closed) await this.#keepJob(jobId);
    if (this.#parts.clock() - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = this.#parts.clock();
    const missing = await this.#parts.ledger.closedWithoutHistory(this.#after, JOBS_PER_SWEEP);
    this.#after = missing.length < JOBS_PER_SWEEP ? '' : (missing.at(-1) ?? '');
    for (const jobId of missing) await this.#keepJob(jobId);
  }

  async #keepJob(jobId: string): Promise<void> {
    const record = await this.#parts.ledger.readRecord(jobId);
    if (record === null) return;
    const kept = new Set((await this.#parts.ledger.listRunHistories(jobId)).map(({ runId }) => runId));
    for (const runId of record.state?.runIds ?? []) if (!kept.has(runId)) await this.keepRun(jobId, runId);
  }

  /** Keeps the history of one closed run; answers false where that cannot be done now. Throws nothing. */
  async keepRun(jobId: string, runId: string): Promise<boolean> {
    const { artifacts, ledger, runs, clock, log } = this.#parts;
    if ((this.#lost.get(runId) ?? 0) > clock()) return false;
    try {
      const pages = runs.historyPages(jobId, runId);
      await keepHistory({ artifacts, ledger }, { jobId, runId }, pages, instantOf(clock()));
      return true;
    } catch (error) {
      if (error instanceof DossierError && error.code === 'job-not-found')
        this.#lost.set(runId, clock() + FORGET_LOST_MS);
      // The record of a job's end is written a moment before its run closes.
      else if (!(error instanceof DossierError && error.code === 'job-open'))
        log.warn({ err: error, jobId, runId }, 'the history of a run could not be kept');
      return false;
    }
  }
}
