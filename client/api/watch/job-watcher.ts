import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ViewAnswer } from '../../../contract/api.ts';
import type { JobControl } from '../job-control.ts';
import type { ViewReader } from '../jobs/view-reader.ts';

/** Waits of the watchers, in milliseconds; tests shorten them. */
export interface WatchTimes {
  /** Least distance of two view queries. */
  betweenViewsMs: number;
  /** How often the live text is read. */
  liveMs: number;
  /** How often a job is asked again that only its record speaks for. */
  withoutWorkerMs: number;
  /** How long a job is watched on after its last viewer left. */
  lingerMs: number;
}

export const WATCH_TIMES: WatchTimes = { betweenViewsMs: 100, liveMs: 500, withoutWorkerMs: 2_000, lingerMs: 30_000 };

/** With a worker there a job is asked at every so many of the ticks without one. */
const TICKS_WITH_WORKER = 5;

/** One who looks at a job. */
export type Viewer = (answer: ViewAnswer) => void;

/** Follows one job for all who look at it: the bell of its history, then one view; live text between. */
export class JobWatcher {
  readonly #jobId: string;
  readonly #views: ViewReader;
  readonly #control: JobControl;
  readonly #times: WatchTimes;
  readonly #viewers = new Set<Viewer>();
  readonly #stopping = new AbortController();
  #latest: ViewAnswer | undefined;
  #isRefreshing = false;
  #isRung = false;
  /** How many questions were asked, and the last of them that was answered. */
  #asked = 0;
  #answered = 0;
  /** The question of newcomers that is on its way, and the one that is asked when it is answered. */
  #greeting: Promise<void> | undefined;
  #nextGreeting: Promise<void> | undefined;

  constructor(jobId: string, views: ViewReader, control: JobControl, times: WatchTimes) {
    this.#jobId = jobId;
    this.#views = views;
    this.#control = control;
    this.#times = times;
    void this.#followBell();
    void this.#followLiveText();
    void this.#followWorker();
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  /**
   * What the job answers from now on: whoever comes after a decision must not be told what was before it, however late the bell is.
   * Throws `job-not-found`.
   */
  async current(): Promise<ViewAnswer> {
    this.#nextGreeting ??= this.#greetAfter(this.#greeting);
    await this.#nextGreeting;
    return this.#latest as ViewAnswer;
  }

  add(viewer: Viewer): void {
    this.#viewers.add(viewer);
  }

  remove(viewer: Viewer): void {
    this.#viewers.delete(viewer);
  }

  stop(): void {
    this.#stopping.abort();
  }

  get #hasEnded(): boolean {
    return this.#latest !== undefined && this.#latest.view.endedAt !== null;
  }

  /** A job that has ended may go back: it is asked on, by its record alone. */
  get #isOver(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Keeps the answer and tells the viewers, where it says something new; never goes back behind a revision. */
  #take(answer: ViewAnswer): void {
    const before = this.#latest;
    if (before !== undefined && answer.view.revision < before.view.revision && answer.from === 'record') {
      // The record is behind what the workflow said already: only what is wrong with the job is news.
      answer = { ...answer, view: before.view, asOf: before.asOf };
    }
    this.#latest = answer;
    if (before !== undefined && isDeepStrictEqual({ ...before, asOf: '' }, { ...answer, asOf: '' })) return;
    for (const viewer of this.#viewers) viewer(answer);
  }

  /** Has the job looked at. Coalesces: while one question is on its way, any number of rings cause one more. */
  ring(): void {
    this.#isRung = true;
    if (!this.#isRefreshing) void this.#refresh();
  }

  /** One question for all who come while another one's is on its way. */
  async #greetAfter(before: Promise<void> | undefined): Promise<void> {
    await before?.catch(() => {});
    this.#greeting = this.#nextGreeting;
    this.#nextGreeting = undefined;
    await this.#ask();
  }

  /** Asks what the job says now. Temporal may leave one question lying: what a later one was answered is not taken back by it. */
  async #ask(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await this.#views.answer(this.#jobId);
    if (asked < this.#answered) return;
    this.#answered = asked;
    this.#take(answer);
  }

  async #refresh(): Promise<void> {
    this.#isRefreshing = true;
    while (this.#isRung && !this.#isOver) {
      this.#isRung = false;
      try {
        await this.#ask();
      } catch {
        // The job was deleted or the ledger is busy: the next ring asks again, a new viewer is told the reason.
      }
      await this.#pause(this.#times.betweenViewsMs);
    }
    this.#isRefreshing = false;
  }

  async #followBell(): Promise<void> {
    while (!this.#isOver) {
      await this.#untilOpen();
      try {
        for await (const _ of this.#control.bell(this.#jobId, this.#stopping.signal)) this.ring();
      } catch {
        // A bell that breaks is hung up again.
      }
      this.ring();
      await this.#pause(this.#times.withoutWorkerMs);
    }
  }

  /** A bell of a job that has ended would be hung up for nothing, again and again. */
  async #untilOpen(): Promise<void> {
    while (this.#hasEnded && !this.#isOver) await this.#pause(this.#times.withoutWorkerMs);
  }

  async #followLiveText(): Promise<void> {
    while (!this.#isOver) {
      await this.#pause(this.#times.liveMs);
      const latest = this.#latest;
      if (this.#isOver || latest === undefined || this.#hasEnded || this.#viewers.size === 0) continue;
      const description = await this.#control.describe(this.#jobId).catch(() => null);
      if (description === null) continue;
      if (description.trouble !== null || description.closedAs !== null) this.ring();
      if (this.#latest === latest) this.#take({ ...latest, live: description.live });
    }
  }

  /** Nothing rings when a worker goes or comes back: the job is asked now and then, more often while none answers. */
  async #followWorker(): Promise<void> {
    for (let tick = 1; !this.#isOver; tick += 1) {
      await this.#pause(this.#times.withoutWorkerMs);
      if (this.#latest?.from === 'record' || tick % TICKS_WITH_WORKER === 0) this.ring();
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
  }
}
