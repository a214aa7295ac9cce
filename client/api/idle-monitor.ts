import type { FastifyBaseLogger } from 'fastify';
import type { Ledger } from '../../store/ledger/port.ts';
import type { Presence } from './http/parts.ts';

const LOOK_MS = 2_000;
/** A client that asked so lately counts as connected: a command line asks, works and asks again. */
const RECENT_MS = 10_000;

/** What watching for idleness needs. */
export interface IdleParts {
  ledger: Ledger;
  clock(): number;
  log: FastifyBaseLogger;
  /** Told at first and whenever it changes. */
  tell(isIdle: boolean): void;
}

/** Knows whether anything is going on: a job that runs or is due to look again, a stream that is open, a recent request. */
export class IdleMonitor implements Presence {
  readonly #parts: IdleParts;
  #timer: NodeJS.Timeout | undefined;
  #streams = 0;
  #lastRequestAt: number;
  #told: boolean | undefined;

  constructor(parts: IdleParts) {
    this.#parts = parts;
    this.#lastRequestAt = parts.clock();
  }

  requested(): void {
    this.#lastRequestAt = this.#parts.clock();
    if (this.#told === true) this.#tell(false);
  }

  opened(): void {
    this.#streams += 1;
    this.requested();
  }

  closed(): void {
    this.#streams -= 1;
    this.#lastRequestAt = this.#parts.clock();
  }

  start(): void {
    this.#timer = setTimeout(() => {
      void this.look().finally(() => this.#timer && this.start());
    }, LOOK_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks once and tells what changed. */
  async look(): Promise<void> {
    const isQuiet = this.#streams === 0 && this.#parts.clock() - this.#lastRequestAt >= RECENT_MS;
    if (!isQuiet) return this.#tell(false);
    try {
      this.#tell(!(await this.#hasWork()));
    } catch (error) {
      // Not knowing is no reason to end an instance.
      this.#parts.log.warn({ err: error }, 'the open jobs could not be read');
      this.#tell(false);
    }
  }

  async #hasWork(): Promise<boolean> {
    const { ledger } = this.#parts;
    const open = await ledger.openJobs();
    if (open.some(({ status }) => status === 'running')) return true;
    for (const { jobId } of open.filter(({ status }) => status === 'needs_attention')) {
      const record = await ledger.readRecord(jobId);
      if (record?.view.attention.some(({ looksAgainAt }) => looksAgainAt !== null)) return true;
    }
    return false;
  }

  #tell(isIdle: boolean): void {
    if (this.#told === isIdle) return;
    this.#told = isIdle;
    this.#parts.tell(isIdle);
  }
}
