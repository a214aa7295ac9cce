import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Change, FeedBell, Ledger } from '../../../store/ledger/port.ts';

/** How often the feed is read while somebody follows it, where the ledger cannot tell of changes. */
const POLL_MS = 250;
/** How often where it can, should a bell have been missed. */
const SLOW_POLL_MS = 10_000;
const PAGE = 500;

interface Follower {
  cursor: number;
  tell(change: Change): void;
}

/** The change feed of the ledger for any number of followers: one reader a process, and only while there are some. */
export class ChangeHub {
  readonly #ledger: Ledger;
  readonly #log: FastifyBaseLogger;
  readonly #pollMs: number;
  readonly #followers = new Set<Follower>();
  readonly #stopping = new AbortController();
  #isReading = false;
  #bell: FeedBell | null = null;
  #wake = new AbortController();

  constructor(ledger: Ledger, log: FastifyBaseLogger, pollMs = POLL_MS) {
    this.#ledger = ledger;
    this.#log = log;
    this.#pollMs = pollMs;
  }

  /** Follows the feed after `sequence`, or from now on. Answers how to leave. */
  async follow(sequence: number | undefined, tell: (change: Change) => void): Promise<() => void> {
    const follower: Follower = { cursor: sequence ?? (await this.#ledger.lastSequence()), tell };
    this.#followers.add(follower);
    if (!this.#isReading) void this.#read();
    return () => this.#followers.delete(follower);
  }

  /** Tells all followers of a change that no record has; it moves nobody's place in the feed. */
  ring(jobId: string, revision: number, at: string): void {
    for (const { cursor, tell } of this.#followers) tell({ sequence: cursor, jobId, revision, at });
  }

  stop(): void {
    this.#stopping.abort();
    this.#bell?.stop();
    this.#followers.clear();
  }

  /** Reads from the follower that is farthest behind; each is told what is new to it. */
  async #read(): Promise<void> {
    this.#isReading = true;
    this.#bell = this.#ledger.onChange(() => this.#wake.abort());
    while (this.#followers.size > 0) {
      // Made before reading: a bell that rings meanwhile ends the pause after it.
      this.#wake = new AbortController();
      const from = Math.min(...[...this.#followers].map(({ cursor }) => cursor));
      const changes = await this.#ledger.changesSince(from, PAGE).catch((error: unknown) => {
        this.#log.warn({ err: error }, 'the change feed could not be read');
        return [];
      });
      for (const change of changes) this.#tell(change);
      if (changes.length < PAGE) {
        await this.#pause();
      }
    }
    this.#bell?.stop();
    this.#bell = null;
    this.#isReading = false;
  }

  /** Until the bell rings; by the clock where there is none, or while it is not heard. */
  async #pause(): Promise<void> {
    const ms = this.#bell?.isHeard ? SLOW_POLL_MS : this.#pollMs;
    const signal = AbortSignal.any([this.#stopping.signal, this.#wake.signal]);
    await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
  }

  #tell(change: Change): void {
    for (const follower of this.#followers) {
      if (change.sequence <= follower.cursor) continue;
      follower.cursor = change.sequence;
      follower.tell(change);
    }
  }
}
